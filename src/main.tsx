import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startSession } from "./app/start.ts";
import { App } from "./components/App.tsx";
import { SessionContext } from "./components/session.ts";

const element = document.getElementById("page");
startSession(window).then(
  (session) =>
    element &&
    createRoot(element).render(
      <StrictMode>
        <SessionContext value={session}>
          <App />
        </SessionContext>
      </StrictMode>,
    ),
  (error) => {
    if (element)
      element.textContent = `Deldot could not start: ${error.message} Reload the page to try again.`;
  },
);

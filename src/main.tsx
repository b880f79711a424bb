import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { startSession } from "./app/start.ts";
import { App } from "./components/App.tsx";
import { SessionContext } from "./components/session.ts";

const session = startSession(window);
const element = document.getElementById("page");
if (element) {
  createRoot(element).render(
    <StrictMode>
      <SessionContext value={session}>
        <App />
      </SessionContext>
    </StrictMode>,
  );
}

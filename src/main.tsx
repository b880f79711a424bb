import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { welcomeId } from "./app/first-example.ts";
import { spaceMark } from "./app/link/is-link.ts";
import { startSession } from "./app/start.ts";
import { App } from "./components/App.tsx";
import { beginSpace, loadSpace } from "./components/lab-part.ts";
import { prepareTexts } from "./components/later.tsx";
import { SessionContext } from "./components/session.ts";
// After the styles of components, which it has the last word on where both are as specific.
import "./components/base.css";

const element = document.getElementById("page") as HTMLElement;
if (location.hash.endsWith(spaceMark)) loadSpace().catch(() => {});
startSession(window).then(
  async (session) => {
    // A text that comes after what stands below it pushes that down; a new visitor's has its place without it.
    const { cells } = session.notebook.store.getState().document;
    if (session.first) beginSpace(session).catch(() => {});
    if (cells.some(({ id, kind }) => kind === "text" && id !== welcomeId)) await prepareTexts();
    createRoot(element).render(
      <StrictMode>
        <SessionContext value={session}>
          <App />
        </SessionContext>
      </StrictMode>,
    );
  },
  (error) => {
    element.textContent = `Deldot could not start: ${error.message} Reload the page.`;
  },
);

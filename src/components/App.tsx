import styles from "./App.module.css";
import { Cells } from "./Cells.tsx";
import { Header } from "./Header.tsx";
import { Foot, Refusal } from "./later.tsx";
import { useNotebook } from "./session.ts";

/** The page: the header, and below it the notebook. */
export function App() {
  const showing = useNotebook((state) => state.showing);
  return (
    <div className={styles.page} data-showing={showing}>
      {showing === "page" && <Header />}
      <Refusal />
      <main className={styles.main}>
        <Cells />
      </main>
      {showing !== "page" && <Foot />}
    </div>
  );
}

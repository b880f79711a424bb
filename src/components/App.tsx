import styles from "./App.module.css";
import { Cells } from "./Cells.tsx";
import { Header } from "./Header.tsx";
import { DropPlace, Refusal } from "./later.tsx";

/** The page: the header, and below it the notebook. */
export function App() {
  return (
    <div className={styles.page}>
      <Header />
      <DropPlace />
      <Refusal />
      <main className={styles.main}>
        <Cells />
      </main>
    </div>
  );
}

import styles from "./App.module.css";
import { ControlsPlace } from "./ControlsPlace.tsx";
import { Flux } from "./Flux.tsx";
import { Header } from "./Header.tsx";
import { DropPlace, PinTable } from "./later.tsx";
import { Notices } from "./Notices.tsx";
import { Plane } from "./Plane.tsx";
import { ReadoutPanel } from "./ReadoutPanel.tsx";
import { SourceCell } from "./SourceCell.tsx";

/** The page: what is written on the left, what comes of it on the right; one above the other on a phone. */
export function App() {
  return (
    <div className={styles.page}>
      <Header />
      <DropPlace />
      <main className={styles.main}>
        <section className={styles.writing} aria-label="Source">
          <SourceCell />
        </section>
        <section className={styles.controls} aria-label="Map settings">
          <ControlsPlace />
        </section>
        <section className={styles.picture} aria-label="Picture">
          <Notices />
          <Plane />
        </section>
        <section className={styles.readout} aria-label="Readout">
          <ReadoutPanel />
          <PinTable />
          <Flux />
        </section>
      </main>
    </div>
  );
}

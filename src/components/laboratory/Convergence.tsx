import { bounds } from "../../app/document/bounds.ts";
import type { ConvergenceCell } from "../../app/document/document.ts";
import { estimatorWords } from "../../app/laboratory/method-words.ts";
import { useNotebook } from "../session.ts";
import { ConvergenceSettings } from "./ConvergenceSettings.tsx";
import { DrawHistogram } from "./DrawHistogram.tsx";
import { ErrorChart } from "./ErrorChart.tsx";
import { LabBox, useLabCell } from "./LabBox.tsx";
import styles from "./Laboratory.module.css";
import { MeanChart } from "./MeanChart.tsx";
import { complaintOf, placeIn } from "./place.ts";
import { RunAgain } from "./RunAgain.tsx";
import { leaderWords, type Race, raceOf, raceOfFigures } from "./race.ts";
import { useLabChange } from "./useLabChange.ts";
import { useLabSubject } from "./useLabSubject.ts";
import { type Running, useTask } from "./useTask.ts";

/** Errors of estimators against their probes: a race that is seen while it runs. */
export function Convergence({ id }: { id: string }) {
  const cell = useLabCell(id, "convergence");
  const about = useLabSubject(cell);
  const { subject, field } = about;
  const complaint = cell && complaintOf(cell, about);
  const usable = cell && field && subject && complaint === null && cell.estimators.length > 0;
  const { running, cancel, again } = useTask<"convergence">(
    id,
    usable
      ? {
          kind: "convergence",
          subject,
          estimators: cell.estimators,
          at: placeIn(cell.point, field.dimension),
          probes: cell.probes,
          repetitions: cell.repetitions,
          first: cell.first,
          draws: cell.draws,
        }
      : null,
  );
  if (!cell) return null;
  const race = raceOn(running);
  return (
    <LabBox
      cell={cell}
      title="Convergence"
      about={about}
      running={running}
      onCancel={cancel}
      settings={<DrawAgain cell={cell} />}
    >
      <ConvergenceSettings cell={cell} dimension={field?.dimension ?? null} />
      <RunAgain running={running} onAgain={again} />
      {complaint && <p role="status">{complaint}</p>}
      {!complaint && cell.estimators.length === 0 && <p role="status">No estimator is chosen.</p>}
      {usable && race && <Charts cell={cell} race={race} done={running.status === "done"} />}
    </LabBox>
  );
}

/** What there is to see: of the present run as soon as anything comes of it, until then of the one before. */
function raceOn({ status, parts, result }: Running<"convergence">): Race | null {
  if (result && (status === "done" || parts.length === 0)) return raceOfFigures(result);
  return parts.length > 0 ? raceOf(parts) : null;
}

function DrawAgain({ cell: { id, first, repetitions } }: { cell: ConvergenceCell }) {
  const change = useLabChange<ConvergenceCell>(id);
  const seed = useNotebook(({ document }) => document.seed);
  return (
    <span className={styles.pair}>
      <button
        type="button"
        onClick={() => change({ first: (first + repetitions) % (bounds.seed + 1) }, null)}
      >
        Draw again
      </button>
      <span>
        Seed {seed}, repetitions {first} to {first + repetitions - 1}
      </span>
    </span>
  );
}

function Charts({ cell, race, done }: { cell: ConvergenceCell; race: Race; done: boolean }) {
  const { estimators, probes, draws, repetitions } = cell;
  const names = estimators.map(estimatorWords);
  const { runs: all, problems } = race;
  // What is shown of a run before may have estimators that are gone.
  const runs = all.filter(({ estimator }) => estimator < names.length);
  const sentence = leaderWords(race, names, repetitions);
  return (
    <>
      {problems.map(({ estimator, problem }) => (
        <p key={`${estimator} ${problem}`} className={styles.wrong}>
          {problem}
        </p>
      ))}
      <p className={styles.leader} aria-live={done ? "polite" : "off"}>
        {sentence || "The first draws come in."}
      </p>
      <div className={styles.charts}>
        <ErrorChart race={race} names={names} probes={probes} sentence={sentence} />
        {runs.length > 0 && <MeanChart race={{ ...race, runs }} names={names} draws={draws} />}
      </div>
      {runs.length > 0 && (
        <div className={styles.histograms}>
          {runs.map((run) => (
            <DrawHistogram key={run.estimator} run={run} runs={runs} name={names[run.estimator] ?? ""} />
          ))}
        </div>
      )}
    </>
  );
}

import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Document } from "../../app/document/document.ts";
import type { PlaneSession } from "../../app/plane/plane-session.ts";
import type { Session } from "../../app/session.ts";
import type { SpaceSession } from "../../app/space/space-session.ts";
import { hasAnswered } from "../../app/store/view.ts";
import { CellBox } from "../CellBox.tsx";
import { CheckLine } from "../CheckLine.tsx";
import { ColourControls } from "../ColourControls.tsx";
import rows from "../ControlsPlace.module.css";
import { Group } from "../Group.tsx";
import { later } from "../lazily.tsx";
import { MapKinds } from "../MapControls.tsx";
import { Notices } from "../Notices.tsx";
import { PlaneContext, useNotebook, useSession, useView } from "../session.ts";
import { TimeBar } from "../TimeBar.tsx";
import { useSeen } from "../useSeen.ts";
import { Body } from "./Body.tsx";
import { SpaceContext } from "./context.ts";
import { FieldSelect } from "./FieldSelect.tsx";
import { MapSettings } from "./MapSettings.tsx";
import { Picture } from "./Picture.tsx";
import styles from "./Space.module.css";
import { SpaceExportButton } from "./SpaceExportButton.tsx";
import { spaceService } from "./service.ts";

/** Asks for the numbers of the page's first picture before its place on the page is there. */
export function prepareFirst(page: Session): void {
  if (page.first) spaceService(page).prepare(page.first);
}

/** Does what the first cell of space of a document would ask for, or a new cell of the page's, before it is there. */
export function rehearseSpace(page: Session, document?: Document): void {
  spaceService(page).rehearse(document);
}

/** A field in space: its picture, what is shown in it, and the numbers at a point. */
export function Space({ id }: { id: string }) {
  const page = useSession();
  const one = useNotebook((state) => state.one === id);
  const place = useRef<HTMLDivElement>(null);
  const [session, setSession] = useState<SpaceSession | null>(null);
  const working = useRef<SpaceSession | null>(null);
  const isSeen = useRef(false);
  const isWanted = useRef(false);
  const seen = useSeen(place, (now) => {
    isSeen.current = now;
    working.current?.seen(now);
    if (!now) page.sighted(id, false);
  });
  const [begun, setBegun] = useState(false);
  // A cell that was just added is looked at: it is there before the page is drawn, and not frames after.
  useLayoutEffect(() => {
    isSeen.current = place.current !== null && isInSight(place.current);
    setBegun(isSeen.current);
  }, []);
  const isMade = seen || begun;
  useLayoutEffect(() => {
    if (!isMade) return;
    const opened = spaceService(page).open(id);
    working.current = opened;
    opened.seen(isSeen.current);
    setSession(opened);
    const { store } = opened.view;
    const answer = (state = store.getState()) => {
      if (state.picture && !hasAnswered(state)) return;
      forget();
      page.sighted(id, false);
    };
    const forget = store.subscribe((state) => answer(state));
    answer();
    return () => {
      forget();
      working.current = null;
      setSession(null);
      opened.dispose();
    };
  }, [page, id, isMade]);
  // What is to have the focus may come only now.
  useEffect(() => {
    if (session && isWanted.current) plotIn(place.current)?.focus();
    if (session) isWanted.current = false;
  }, [session]);
  return (
    <div ref={place} className={styles.place} data-one={one || undefined}>
      <CellBox
        id={id}
        className={styles.box}
        onEdit={(box) => {
          const plot = plotIn(box);
          plot?.focus();
          isWanted.current = plot === null;
        }}
      >
        <h2 className="unseen">Space</h2>
        {session && (
          <SpaceContext value={session}>
            {/* What stands in planes as well takes no more of it than its view, and how its work is stopped. */}
            <PlaneContext value={session satisfies Pick<PlaneSession, "view" | "stop" | "draw">}>
              {one ? <One /> : <Parts />}
            </PlaneContext>
          </SpaceContext>
        )}
      </CellBox>
    </div>
  );
}

/** Whether it certainly is in sight: of the frame of another page only an observer can tell. */
function isInSight(element: HTMLElement): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return parent === window && document.visibilityState === "visible" && top < innerHeight && bottom > 0;
}

function plotIn(box: HTMLElement | null): HTMLElement | null {
  return box?.querySelector<HTMLElement>('[role="application"]') ?? null;
}

const parts = () => import("./later-parts.ts");
const Panel = later(async () => (await parts()).Panel);
const Reading = later(async () => (await parts()).Reading);
const Pins = later(async () => (await import("./Pins.tsx")).Pins);

/** The picture with what the document itself puts on show, for a frame in another page. */
function One() {
  const time = useView((state) => state.picture?.program.time);
  return (
    <>
      <Group className={styles.picture} aria-label="Picture in space">
        <Notices />
        <Picture />
      </Group>
      <Group className={styles.readout} aria-label="Readout in space">
        {time && <TimeBar />}
        <Pins />
        <Body />
      </Group>
    </>
  );
}

function Parts() {
  return (
    <>
      <Group className={`${styles.head} ${rows.row}`} aria-label="Map settings in space">
        <FieldSelect />
        <MapKinds />
        <ColourControls />
        <MapSettings />
        <SpaceExportButton />
      </Group>
      <Group className={styles.picture} aria-label="Picture in space">
        <Notices />
        <Picture />
      </Group>
      <Group className={styles.panel} aria-label="What is shown">
        <Panel />
      </Group>
      <Group className={styles.readout} aria-label="Readout in space">
        <Body />
        <Reading />
        <Pins />
        <CheckLine />
      </Group>
    </>
  );
}

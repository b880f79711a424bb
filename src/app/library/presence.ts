/** The part of `BroadcastChannel` that is used: what one tab posts, all others of this origin are told. */
export interface Channel {
  postMessage(message: unknown): void;
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  close(): void;
}

/** Milliseconds in which a tab answers, even one in the background. */
const answerTime = 1000;

/** Tells this tab whether the document it is on is open in another one as well. */
export interface Presence {
  /** This tab is on this document: as the page is shown, and whenever it goes to another. */
  show(id: string): void;
  /** This tab is going, or is put away where it may be taken up again by `show`. */
  leave(): void;
  close(): void;
}

/** Asks that every tab on the document answers; an answer; or that the tab has left it. */
type Kind = "ask" | "here" | "gone";

interface Message {
  readonly kind: Kind;
  readonly tab: string;
  readonly id: string;
}

/**
 * `tab`: an id of this tab's own, new with every load of the page. Tabs that were killed have not said that they go: they
 * are forgotten at the next `show`, which the page repeats as it comes to the front.
 */
export function createPresence(
  channel: Channel,
  tab: string,
  onElsewhere: (elsewhere: boolean) => void,
): Presence {
  let shown: string | null = null;
  let told = false;
  const others = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function tell(): void {
    clearTimeout(timer);
    const elsewhere = others.size > 0;
    if (elsewhere !== told) onElsewhere(elsewhere);
    told = elsewhere;
  }

  function post(kind: Kind): void {
    if (shown !== null) channel.postMessage({ kind, tab, id: shown } satisfies Message);
  }

  channel.onmessage = ({ data }) => {
    const message = messageIn(data);
    if (!message || message.tab === tab) return;
    if (message.kind !== "gone" && message.id === shown) {
      others.add(message.tab);
      if (message.kind === "ask") post("here");
      tell();
      // It has gone, or it is on another document now.
    } else if ((message.kind !== "gone" || message.id === shown) && others.delete(message.tab)) tell();
  };

  return {
    show(id) {
      others.clear();
      if (shown !== id) {
        post("gone");
        tell();
      } else {
        // Those that do not answer any more are not there.
        clearTimeout(timer);
        timer = setTimeout(tell, answerTime);
      }
      shown = id;
      post("ask");
    },
    leave() {
      post("gone");
      shown = null;
      others.clear();
      tell();
    },
    close() {
      post("gone");
      clearTimeout(timer);
      channel.onmessage = null;
      channel.close();
    },
  };
}

/** Tabs of other versions of this program post here too. */
function messageIn(data: unknown): Message | null {
  const { kind, tab, id } = (data ?? {}) as Partial<Record<keyof Message, unknown>>;
  const isKnown = kind === "ask" || kind === "here" || kind === "gone";
  return isKnown && typeof tab === "string" && typeof id === "string" ? { kind, tab, id } : null;
}

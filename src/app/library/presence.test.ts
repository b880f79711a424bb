import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Channel, createPresence, type Presence } from "./presence.ts";

const seed = 20261127;

/** A channel between tabs that hands on everything at once or when told to. */
class Hub {
  readonly channels = new Set<Channel>();
  readonly waiting: (() => void)[] = [];
  queued = false;
  join(): Channel {
    const channel: Channel = {
      onmessage: null,
      postMessage: (message) => {
        const data = structuredClone(message);
        for (const other of this.channels) {
          if (other === channel) continue;
          const hand = () => {
            if (this.channels.has(other)) other.onmessage?.(new MessageEvent("message", { data }));
          };
          if (this.queued) this.waiting.push(hand);
          else hand();
        }
      },
      close: () => void this.channels.delete(channel),
    };
    this.channels.add(channel);
    return channel;
  }
  drain(): void {
    for (let hand = this.waiting.shift(); hand; hand = this.waiting.shift()) hand();
  }
}

interface Tab {
  readonly channel: Channel;
  readonly presence: Presence;
  readonly told: boolean[];
  shown: string | null;
}

function tabOn(hub: Hub, name: string): Tab {
  const told: boolean[] = [];
  const channel = hub.join();
  const presence = createPresence(channel, name, (elsewhere) => told.push(elsewhere));
  return { channel, presence, told, shown: null };
}

describe("presence", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("tells both tabs, and both again when one of them goes on or away", () => {
    const hub = new Hub();
    const [one, two] = [tabOn(hub, "1"), tabOn(hub, "2")];
    one.presence.show("a");
    two.presence.show("b");
    expect([one.told, two.told]).toEqual([[], []]);
    two.presence.show("a");
    expect([one.told, two.told]).toEqual([[true], [true]]);
    two.presence.show("c");
    expect([one.told, two.told]).toEqual([
      [true, false],
      [true, false],
    ]);
    one.presence.show("c");
    one.presence.leave();
    expect([one.told.slice(2), two.told.slice(2)]).toEqual([
      [true, false],
      [true, false],
    ]);
    one.presence.show("c");
    one.presence.close();
    expect(two.told.slice(4)).toEqual([true, false]);
    expect(hub.channels.size).toBe(1);
  });

  it("forgets tabs that were killed when it asks again, without a moment's doubt about the others", () => {
    const hub = new Hub();
    const tabs = ["1", "2", "3"].map((name) => tabOn(hub, name));
    const [one, two, three] = tabs as [Tab, Tab, Tab];
    for (const { presence } of tabs) presence.show("a");
    hub.channels.delete(two.channel);
    hub.queued = true;
    one.presence.show("a");
    three.presence.show("other");
    three.presence.show("a");
    expect(one.told).toEqual([true]);
    hub.drain();
    vi.runAllTimers();
    expect(one.told.at(-1)).toBe(true);
    hub.channels.delete(three.channel);
    one.presence.show("a");
    expect(one.told.at(-1)).toBe(true);
    vi.runAllTimers();
    expect(one.told.at(-1)).toBe(false);
  });

  it("takes what it does not know for nothing", () => {
    const hub = new Hub();
    const { presence, told } = tabOn(hub, "1");
    const stranger = hub.join();
    presence.show("a");
    for (const message of [
      null,
      1,
      "here",
      [],
      {},
      { kind: "here" },
      { kind: "what", tab: "2", id: "a" },
      { kind: "here", tab: 2, id: "a" },
      { kind: "here", tab: "1", id: "a" },
      { kind: "gone", tab: "2", id: "a" },
    ])
      stranger.postMessage(message);
    expect(told).toEqual([]);
    stranger.postMessage({ kind: "here", tab: "2", id: "a" });
    // Gone from another document than it is on.
    stranger.postMessage({ kind: "gone", tab: "2", id: "b" });
    expect(told).toEqual([true]);
  });

  it(`tells what is so, whatever tabs come, go and are killed (seed ${seed})`, () => {
    const operation = fc.record({
      tab: fc.nat(3),
      kind: fc.constantFrom("show", "leave", "kill"),
      id: fc.constantFrom("a", "b"),
      queued: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 40 }), (operations) => {
        const hub = new Hub();
        let serial = 0;
        const tabs = Array.from({ length: 4 }, () => tabOn(hub, `${++serial}`));
        for (const { tab: position, kind, id, queued } of operations) {
          hub.queued = queued;
          const tab = tabs[position] as Tab;
          if (kind === "show") {
            tab.presence.show(id);
            tab.shown = id;
          } else if (kind === "leave") {
            tab.presence.leave();
            tab.shown = null;
          } else {
            hub.channels.delete(tab.channel);
            tabs[position] = tabOn(hub, `${++serial}`);
          }
          if (!queued) hub.drain();
        }
        hub.drain();
        hub.queued = false;
        // All come to the front once more.
        for (const { presence, shown } of tabs) if (shown !== null) presence.show(shown);
        vi.runAllTimers();
        for (const tab of tabs) {
          const isElsewhere =
            tab.shown !== null && tabs.some((other) => other !== tab && other.shown === tab.shown);
          expect(tab.told.at(-1) ?? false).toBe(isElsewhere);
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  it("speaks over the channel that browsers have", async () => {
    vi.useRealTimers();
    const [one, two] = ["1", "2"].map((name) => {
      const channel = new BroadcastChannel(`deldot test ${seed}`);
      let elsewhere = false;
      const presence = createPresence(channel, name, (now) => {
        elsewhere = now;
      });
      return { presence, elsewhere: () => elsewhere };
    }) as [
      { presence: Presence; elsewhere: () => boolean },
      { presence: Presence; elsewhere: () => boolean },
    ];
    one.presence.show("a");
    two.presence.show("a");
    await vi.waitFor(() => expect([one.elsewhere(), two.elsewhere()]).toEqual([true, true]));
    two.presence.close();
    await vi.waitFor(() => expect(one.elsewhere()).toBe(false));
    one.presence.close();
  });
});

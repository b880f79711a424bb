import { useEffect } from "react";
import { stepsLeft } from "../../shaders/space/particle-motion.ts";
import { PlotButton } from "../PlotButton.tsx";
import { useView } from "../session.ts";
import { useReducedMotion } from "../useReducedMotion.ts";
import { useSpace, useSpaceState } from "./context.ts";

/** Seconds that one press of the step button goes on. */
const stepTime = 0.25;

/** Stops particles and lets them go on, or takes a step where motion is unwanted; and places them as in the beginning. */
export function ParticleButtons({ left }: { left: number }) {
  const { view, particles } = useSpace();
  const any = useSpaceState(({ scene }) => scene?.particles != null);
  const over = useSpaceState(({ scene }) => {
    const motion = scene?.particles?.motion;
    return motion !== undefined && stepsLeft(motion, 1) === 0;
  });
  const moving = useView((state) => state.moving) && !over;
  const still = useReducedMotion();
  useEffect(() => view.set({ moving: !still }), [still, view.set]);
  if (!any) return null;
  const play = () => {
    if (over) particles.again();
    view.set({ moving: !moving });
  };
  return (
    <>
      {still ? (
        <PlotButton
          label="Step the particles"
          hint="Go on for a moment: your system asks for less motion"
          place={{ left, top: 8 }}
          disabled={over}
          onPress={() => particles.step(stepTime)}
        >
          <path d="M3 3l7 5-7 5zM12 3v10" />
        </PlotButton>
      ) : (
        <PlotButton
          label={moving ? "Pause the particles" : "Play the particles"}
          hint={moving ? "Pause the particles" : "Let the particles move"}
          place={{ left, top: 8 }}
          onPress={play}
        >
          {moving ? <path d="M5.5 3v10M10.5 3v10" /> : <path d="M4.5 2.8 13 8l-8.5 5.2z" />}
        </PlotButton>
      )}
      <PlotButton
        label="Begin the particles again"
        hint="Begin the particles again"
        place={{ left, top: 44 }}
        onPress={particles.again}
      >
        <path d="M12.8 9.6a5 5 0 1 1-.3-4M13 2.6v3.2H9.8" />
      </PlotButton>
    </>
  );
}

import sliders from "../Sliders.module.css";
import { useView } from "../session.ts";
import { TimeBar } from "../TimeBar.tsx";
import { ArrowControls } from "./ArrowControls.tsx";
import { BodyControls } from "./BodyControls.tsx";
import { BoxControls } from "./BoxControls.tsx";
import { CameraControls } from "./CameraControls.tsx";
import { FieldNumbers } from "./FieldNumbers.tsx";
import { ParticleControls } from "./ParticleControls.tsx";
import { PlaneControls } from "./PlaneControls.tsx";
import { SectionControls } from "./SectionControls.tsx";
import { SliceSliders } from "./SliceSliders.tsx";
import { StreamlineControls } from "./StreamlineControls.tsx";
import { SurfaceControls } from "./SurfaceControls.tsx";
import { VolumeControls } from "./VolumeControls.tsx";

/**
 * What is shown in space, and how: comes after the first picture, which it does not move. All of it is seldom in sight: what
 * the field itself depends on comes first.
 */
export function Panel() {
  const time = useView((state) => (state.picture?.program ?? state.program).time !== null);
  return (
    <>
      {time && (
        <div className={sliders.sliders}>
          <TimeBar />
        </div>
      )}
      <FieldNumbers />
      <CameraControls />
      <SliceSliders />
      <PlaneControls />
      <SectionControls />
      <BoxControls />
      <VolumeControls />
      <SurfaceControls />
      <StreamlineControls />
      <ArrowControls />
      <ParticleControls />
      <BodyControls />
    </>
  );
}

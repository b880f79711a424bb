/** What is loaded once there is a flux body. */
export { BodyOverlay } from "./BodyOverlay.tsx";
export { BodyPanel } from "./BodyPanel.tsx";

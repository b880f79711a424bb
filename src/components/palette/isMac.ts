/** Whether the keyboard has a Command key. */
export const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

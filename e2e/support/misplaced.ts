import type { Page } from "@playwright/test";

/** What reaches past an edge of the window, and what lies under a cell's grip or the button of its menu. */
export function misplaced(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const scrolled = (element: Element | null): boolean =>
      element !== null && (getComputedStyle(element).overflowX === "auto" || scrolled(element.parentElement));
    const boxes = [
      ...document.querySelectorAll(
        "button, input, select, textarea, summary, [role=option], [role=application], [data-grip]",
      ),
    ]
      .filter((element) => element.checkVisibility({ contentVisibilityAuto: true }))
      .map((element) => ({
        element,
        name: element.outerHTML.slice(0, 140),
        box: element.getBoundingClientRect(),
      }))
      .filter(({ element, box }) => box.width > 2 && !element.closest(".unseen"));
    const past = boxes.filter(
      ({ element, box }) => (box.left < -1 || box.right > innerWidth + 1) && !scrolled(element.parentElement),
    );
    const handles = boxes.filter(({ element }) => element.matches('[data-grip], [aria-label^="Cell: "]'));
    const covered = handles.flatMap((handle) =>
      boxes
        .filter(({ element, box }) => {
          if (element === handle.element || element.closest("dialog, [popover]")) return false;
          const across = Math.min(box.right, handle.box.right) - Math.max(box.left, handle.box.left);
          const down = Math.min(box.bottom, handle.box.bottom) - Math.max(box.top, handle.box.top);
          return across > 0.5 && down > 0.5 && element.closest("[data-cell]") !== null;
        })
        .map(({ name }) => `${name} lies under ${handle.name}`),
    );
    return [
      ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide in a window of ${clientWidth}`] : []),
      ...past.map(({ name }) => `${name} reaches past the edge`),
      ...covered,
    ];
  });
}

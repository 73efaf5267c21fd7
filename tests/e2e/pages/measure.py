"""What can be measured on any screen: sizes of targets, and whether it scrolls sideways."""

from __future__ import annotations

from playwright.sync_api import Page

# WCAG 2.5.5 asks for 44; gloves in the dark want more, which the style sheet's tokens give.
SMALLEST_TARGET_PX = 44

SMALL_TARGETS = """(smallest) => {
  const shown = (element) => element.checkVisibility({ visibilityProperty: true });
  // A radio lies over its whole label; a label's own words are what the person sees of it.
  const targets = "button, a[href], input, select, textarea, summary";
  return [...document.querySelectorAll(targets)]
    .filter(shown)
    // A link inside running text may be as low as its line (WCAG's own exception).
    .filter((element) => !element.matches("p a, li a:not([class])"))
    .map((element) => ({ element, box: element.getBoundingClientRect() }))
    // A skip link waits outside the window until a keyboard reaches it.
    .filter(({ box }) => box.right > 0)
    .filter(({ box }) => box.width < smallest || box.height < smallest)
    .map(({ element, box }) =>
      `${element.tagName.toLowerCase()} "${element.innerText || element.ariaLabel || element.id}"`
      + ` ${Math.round(box.width)}x${Math.round(box.height)}`);
}"""


def small_targets(page: Page) -> list[str]:
    """Everything one can tap that is smaller than a thumb needs, with its size."""
    found: list[str] = page.evaluate(SMALL_TARGETS, SMALLEST_TARGET_PX)
    return found


def sideways_px(page: Page) -> int:
    """How far the screen scrolls sideways; nothing is what it should be."""
    return int(
        page.evaluate(
            "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    )

// Runs once in each part of the page that has buttons; `element` is the part, `trigger` tells the server.

// What the button pressed last leaves the focus to.
let heir = null;

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  // Who clicks twice means once: the second click would take back what is taken back already.
  if (!button || event.detail > 1) return;
  heir = button.dataset.heir ?? null;
  trigger("click", { ...button.dataset });
});

// A button that is gone once it has been pressed takes the focus with it; who uses a keyboard need not start over.
watch("value", () => {
  if (heir === null || document.activeElement !== document.body) return;
  element.querySelector(`.${heir}`)?.focus({ preventScroll: true });
  heir = null;
});

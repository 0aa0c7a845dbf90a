// Runs once in each part of the page that has buttons; `element` is the part, `trigger` tells the server.

// The button pressed last, until the part is shown anew.
let pressed = null;

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  pressed = button.dataset.key ?? null;
  trigger("click", { ...button.dataset });
});

// A part shown anew loses the focus. It goes to the button that took the pressed one's place, so that who uses a
// keyboard need not start over.
watch("value", () => {
  if (pressed === null || document.activeElement !== document.body) return;
  const same = element.querySelector(`[data-key="${CSS.escape(pressed)}"]`);
  pressed = null;
  if (same) same.focus({ preventScroll: true });
});

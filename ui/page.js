// Runs once, when the header is rendered; `element` is the header and `watch` tells when it changes.

// The page speaks the language of its header, so that screen readers and Chinese fonts do too.
const followLanguage = () => {
  const brand = element.querySelector("[lang]");
  if (brand) document.documentElement.lang = brand.lang;
};
followLanguage();
watch("value", () => queueMicrotask(followLanguage));

// Enter that ends the composition of a Chinese word must not send the message.
window.addEventListener(
  "keydown",
  (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.stopImmediatePropagation();
  },
  true,
);

// @ts-check
/**
 * Tells what stands in a field as soon as the hand rests, and never while an input method is composing.
 * Gives back whether a key belongs to the input method.
 * @param {HTMLInputElement} field
 * @param {(text: string) => void} tell
 */
starcaseSearch.parts.whenTyped = (field, tell) => {
  let composing = false, waiting = 0;

  function soon() {
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (!composing) tell(field.value.trim()); }, 80);
  }

  field.addEventListener("compositionstart", () => { composing = true; });
  field.addEventListener("compositionend", () => { composing = false; soon(); });
  field.addEventListener("blur", () => { composing = false; });
  field.addEventListener("input", (/** @type {any} */ event) => { if (!composing && !event.isComposing) soon(); });
  return (/** @type {KeyboardEvent} */ event) => composing || event.isComposing || event.keyCode === 229;
};

// @ts-check
/** Numbers as the index writes them: 92 plain characters, of which the first 46 end a number and the others go on. */
(function (parts) {
  const END = 46;
  const digits = new Int8Array(128).fill(-1);
  for (let code = 0x21, digit = 0; code < 0x7f; code++) {
    if (code !== 0x22 && code !== 0x5c) digits[code] = digit++;
  }

  /** Calls `each` with every number. @param {string} text @param {(value: number) => void} each */
  function walk(text, each) {
    let value = 0;
    for (let at = 0; at < text.length; at++) {
      const digit = digits[text.charCodeAt(at)];
      if (digit >= END) value = value * END + digit - END;
      else { each(value * END + digit); value = 0; }
    }
  }

  /** Values as they are. */
  parts.readNumbers = function (/** @type {string} */ text) {
    const values = /** @type {number[]} */ ([]);
    walk(text, function (value) { values.push(value); });
    return values;
  };

  /** An ascending list: the first number, then what lies between. @param {string} text */
  parts.readAscending = function (text) {
    const values = /** @type {number[]} */ ([]);
    let last = -1;
    walk(text, function (gap) { values.push(last += gap + 1); });
    return values;
  };
  /** An ascending list. Where it was cut to its best, a space follows: it is whole up to its `last` number. @param {string} text */
  parts.readStored = function (text) {
    const isCut = text.endsWith(" "), documents = parts.readAscending(isCut ? text.slice(0, -1) : text);
    return { documents: documents, last: isCut ? documents[documents.length - 1] : Infinity };
  };
})(starcaseSearch.parts);

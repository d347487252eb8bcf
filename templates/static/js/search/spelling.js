// @ts-check
/** Names as the index writes them: signs, which are characters or runs of them; frequent ones as one plain character, others as two. */
(function (parts) {
  const SINGLE = 66;
  const plain = /** @type {number[]} */ ([]);
  for (let code = 0x21; code < 0x7f; code++) if (code !== 0x22 && code !== 0x5c) plain.push(code);
  const digits = new Int16Array(128).fill(-1);
  plain.forEach(function (code, digit) { digits[code] = digit; });

  /** Reads what is spelled. @param {string[]} shown what each sign means @param {(text: string) => string} fold */
  parts.makeSpelling = function (shown, fold) {
    const folded = shown.map(fold);

    /** @param {string} line @param {string[]} signs what each sign becomes @param {(sign: string) => string} become what any other sign does */
    function read(line, signs, become) {
      let said = "";
      for (let at = 0; at < line.length; at++) {
        const code = line.charCodeAt(at), digit = code < 128 ? digits[code] : -1;
        if (digit < 0) {
          const sign = String.fromCodePoint(/** @type {number} */ (line.codePointAt(at)));
          said += become(sign);
          at += sign.length - 1;
        } else if (digit < SINGLE) said += signs[digit];
        else said += signs[SINGLE + (digit - SINGLE) * plain.length + digits[line.charCodeAt(++at)]];
      }
      return said;
    }
    return {
      /** A line as it is shown. @param {string} line */
      read(line) { return read(line, shown, function (sign) { return sign; }); },
      /** A line as it is compared. @param {string} line */
      fold(line) { return read(line, folded, fold); }
    };
  };
})(starcaseSearch.parts);

// @ts-check
/** What was typed, as terms; and the same without the words that only ask. */
(function (parts) {
  const LONGEST = 60;
  const MARK = /[?\uff1f]\s*$/;

  function escape(/** @type {string} */ word) { return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"); }

  function unique(/** @type {string[]} */ terms) {
    return terms.filter(function (term, at) { return term && terms.indexOf(term) === at; });
  }

  /** {whole: all in one, terms, latin: whether letters occur}, folded. @param {string} text @param {any} folder */
  parts.readQuery = function (text, folder) {
    const terms = unique(parts.cutWords(parts.plainLetters(text.slice(0, 4 * LONGEST))).map(folder.fold));
    const whole = folder.fold(parts.plainLetters(text)).slice(0, LONGEST);
    return { whole: whole, terms: terms.slice(0, 8), latin: /[a-z]/.test(whole) };
  };

  /**
   * The terms that are left when the words of a question are taken off, or null where it is none. Words of one character belong to it only
   * at the ends of what is left.
   * @param {any} query @param {string} text @param {any} questions {words, around: what stands around the thing that is asked for} @param {any} folder
   */
  parts.withoutQuestion = function (query, text, questions, folder) {
    const words = questions.words.map(folder.fold).sort(function (a, b) { return b.length - a.length; });
    const phrases = new RegExp(words.filter(function (word) { return word.length > 1; }).map(escape).join("|") || "$^", "g");
    const particles = words.filter(function (word) { return word.length === 1; }).join("");
    const whole = query.terms.join(" "), cut = whole.replace(phrases, " ");
    const isQuestion = cut !== whole || MARK.test(text);
    const ends = isQuestion ? particles + questions.around : particles;
    const trimmed = ends ? cut.replace(new RegExp("(^| )[" + ends + "]+|[" + ends + "]+(?= |$)", "g"), " ") : cut;
    const left = unique((isQuestion ? trimmed : cut.replace(new RegExp("[" + particles + "]+$"), "")).split(" "));
    if (!left.length || left.join(" ") === whole) return null;
    const telling = left.filter(function (term) { return term.length > 1; });
    const terms = telling.length ? telling : left;
    return { whole: terms.join(""), terms: terms, latin: query.latin };
  };

  /** The pairs of neighbouring units that cut no character in two. */
  parts.pairs = function (/** @type {string} */ term) {
    const found = [];
    for (let at = 0; at + 1 < term.length; at++) {
      const pair = term.substr(at, 2);
      if (!/^[\udc00-\udfff]|[\ud800-\udbff]$/.test(pair)) found.push(pair);
    }
    return found;
  };

  /** The same pairs, each with the unit that follows it. */
  parts.runs = function (/** @type {string} */ term) {
    let at = -1;
    return parts.pairs(term).map(function (/** @type {string} */ pair) {
      at = term.indexOf(pair, at + 1);
      return term.substr(at, 3);
    });
  };

  /** Whether a text surely asks, so that the words of a question are none of what is looked for. */
  parts.isQuestion = function (/** @type {string} */ text, /** @type {any} */ questions) {
    return MARK.test(text) || questions.asking.some(function (/** @type {string} */ word) { return text.includes(word); }) || text.trim().endsWith(questions.end);
  };

  /**
   * Whether a term may be said to be there when some of its pairs are not: it is then cut between pieces of two characters or more.
   * @param {boolean[]} has for each pair @param {number} most how many times it may be cut
   */
  parts.isCut = function (has, most) {
    let missing = 0;
    for (let at = 0; at < has.length; at++) {
      if (has[at]) continue;
      missing++;
      if (!at || at === has.length - 1 || !has[at - 1] || missing > most) return false;
    }
    return true;
  };
})(starcaseSearch.parts);

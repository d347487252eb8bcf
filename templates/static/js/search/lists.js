// @ts-check
/** Ascending lists of document numbers. A list in the index may be whole only up to its `last` number, beyond which nothing is known. */
(function (parts) {
  const MANY = 3;
  /** @typedef {{documents: number[], last: number}} Stored */

  /** What stands in both. @param {number[]} one @param {number[]} other */
  function inBoth(one, other) {
    const found = [];
    for (let a = 0, b = 0; a < one.length && b < other.length;) {
      if (one[a] === other[b]) { found.push(one[a]); a++; b++; }
      else if (one[a] < other[b]) a++;
      else b++;
    }
    return found;
  }

  /** What stands in either. @param {number[]} one @param {number[]} other */
  function inEither(one, other) {
    if (!one.length || one === other) return other;
    if (!other.length) return one;
    const found = [];
    let a = 0, b = 0;
    while (a < one.length || b < other.length) {
      const next = b === other.length || one[a] < other[b] ? one[a] : other[b];
      found.push(next);
      if (one[a] === next) a++;
      if (other[b] === next) b++;
    }
    return found;
  }

  /** Whether a document stands in a list, or may. @param {Stored} list @param {number} document */
  function holds(list, document) {
    if (document > list.last) return true;
    let low = 0, high = list.documents.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if (list.documents[middle] === document) return true;
      if (list.documents[middle] < document) low = middle + 1;
      else high = middle - 1;
    }
    return false;
  }

  parts.holds = holds;
  parts.inEither = inEither;
  /** What stands in all of one or more lists. */
  parts.inAll = function (/** @type {number[][]} */ lists) { return lists.reduce(inBoth); };
  /** What stands in any list. */
  parts.inAny = function (/** @type {number[][]} */ lists) { return lists.reduce(inEither, []); };
  /** In ascending order, each once. */
  parts.ascending = function (/** @type {number[]} */ numbers) {
    return numbers.sort(function (a, b) { return a - b; }).filter(function (one, at) { return !at || one !== numbers[at - 1]; });
  };

  /** What stands in all of one or more stored lists, itself as one: where all of one or two were cut, it is whole, and sure, only as far as the shorter. */
  parts.inAllStored = function (/** @type {Stored[]} */ lists) {
    const sorted = lists.slice().sort(function (a, b) { return a.last === b.last ? a.documents.length - b.documents.length : b.last - a.last; });
    const last = sorted.length < MANY && sorted[0].last < Infinity ? sorted[sorted.length - 1].last : sorted[0].last;
    const documents = sorted[0].documents.filter(function (document) {
      return document <= last && sorted.every(function (list) { return holds(list, document); });
    });
    return { documents: documents, last: last };
  };
  /** A stored list with more documents. @param {number[]} documents @param {Stored} list */
  parts.withMore = function (documents, list) { return { documents: inEither(documents, list.documents), last: list.last }; };

  /** What stands in any of some stored lists, itself as one: beyond the end of the shortest it may be anywhere. @param {Stored[]} lists */
  parts.inAnyStored = function (lists) {
    return { documents: parts.inAny(lists.map(function (list) { return list.documents; })), last: Math.min.apply(null, lists.map(function (list) { return list.last; })) };
  };

  /** What stands in so many of the lists of a term's pairs that the term may be cut where the others are; the first and the last must be among them. @param {Stored[]} lists @param {number} most how many times */
  parts.inCut = function (lists, most) {
    const candidates = lists[0].last < Infinity ? lists[lists.length - 1] : lists[0];
    return candidates.documents.filter(function (document) {
      return parts.isCut(lists.map(function (list) { return holds(list, document); }), most);
    });
  };
})(starcaseSearch.parts);

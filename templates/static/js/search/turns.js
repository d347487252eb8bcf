// @ts-check
/** Long work in turns: after some milliseconds the page gets its chance to answer, and a query that was given up goes no further. */
(function (parts) {
  const TURN = 10;
  let began = 0;

  /** One channel for all turns: to make one takes longer than many a turn. */
  const channel = new MessageChannel(), waiting = /** @type {(() => void)[]} */ ([]);
  channel.port1.onmessage = function () {
    began = performance.now();
    const next = waiting.shift();
    if (next) next();
  };

  /** Comes back when the page had its chance. */
  function yieldTurn() {
    return /** @type {Promise<void>} */ (new Promise(function (resolve) {
      waiting.push(resolve);
      channel.port2.postMessage(0);
    }));
  }

  /** What is thrown through the work of a query that was given up. */
  parts.GIVEN_UP = { givenUp: true };

  /** One query's right to go on. */
  parts.makeTask = function () {
    const task = {
      cancelled: false,
      /** Whether it is time for `turn`; cheap enough for every hundredth step of a loop. */
      isDue() { return performance.now() - began > TURN; },
      async turn() {
        if (task.isDue()) await yieldTurn();
        if (task.cancelled) throw parts.GIVEN_UP;
      },
      /** The value of a promise. @param {Promise<any>} promise */
      async wait(promise) {
        const value = await promise;
        await task.turn();
        return value;
      }
    };
    return task;
  };
})(starcaseSearch.parts);

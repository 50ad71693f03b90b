/**
 * The one port through which a screen hears that there is something new. Today it asks now and then, while somebody
 * looks; a stream from the server will take its place.
 */
export interface News {
  /** Calls whenever there may be something new, until what it returned is called. */
  listen(hear: () => void): () => void;
}

const pause = 30_000; // milliseconds between two questions

export const news: News = {
  listen(hear) {
    const ask = () => {
      if (document.visibilityState === 'visible' && navigator.onLine) hear();
    };
    const timer = setInterval(ask, pause);
    document.addEventListener('visibilitychange', ask);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  },
};

package magpie.feed;

import magpie.feed.near.PostCache;
import magpie.feed.reader.ReaderSources;
import magpie.feed.reader.Readers;

/** Creates the active readers on the store of their windows. */
interface WindowStore {
    /** Returns the readers of this process. */
    Readers readers(ReaderSources sources, PostCache cache);
}

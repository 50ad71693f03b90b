package magpie.feed;

import magpie.feed.near.PostCache;
import magpie.feed.reader.ReaderSources;
import magpie.feed.reader.Readers;

/** Where the windows of the active readers are kept: makes the readers on it. */
interface WindowStore {
    /** The readers of this process. */
    Readers readers(ReaderSources sources, PostCache cache);
}

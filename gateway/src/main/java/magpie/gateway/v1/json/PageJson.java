package magpie.gateway.v1.json;

import java.util.function.BiConsumer;
import magpie.gateway.json.JsonBytes;
import magpie.gateway.view.Pages;

/** Writes a page of a list in this API's form. */
public final class PageJson {
    private PageJson() {}

    /** Writes a page as {@code {"items":[…],"nextCursor":…}}. */
    public static <V> void write(JsonBytes out, Pages.Page<V> page, char kind, BiConsumer<JsonBytes, V> item) {
        out.open().name("items").openList();
        for (V value : page.items()) {
            item.accept(out, value);
        }
        out.closeList().name("nextCursor");
        out.text(page.next() == null ? null : Cursors.encode(kind, page.next()));
        out.close();
    }
}

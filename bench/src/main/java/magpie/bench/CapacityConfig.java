package magpie.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import magpie.kit.config.Setting;
import org.jspecify.annotations.Nullable;

/** The assumptions of {@code bench capacity}, and the source of its measured costs. */
record CapacityConfig(
        @Setting(value = "300", min = 1, max = 10_000, help = "users a month, in millions")
        int monthlyMillions,

        @Setting(value = "150", min = 1, max = 10_000, help = "users a day, in millions")
        int dailyMillions,

        @Setting(value = "2", help = "posts of a daily user a day")
        String posts,

        @Setting(value = "10", help = "feed reads of a daily user a day")
        String reads,

        @Setting(value = "2", help = "the peak, in averages")
        String peak,

        @Setting(value = "800", min = 1, help = "bytes of a post's text and all that is kept with it")
        int textBytes,

        @Setting(value = "10", max = 100, help = "percent of posts with media")
        int mediaPercent,

        @Setting(value = "1000000", min = 1, help = "bytes of media, where there are any")
        int mediaBytes,

        @Setting(value = "1", max = 100, help = "percent of feed reads that fetch media")
        int fetchPercent,

        @Setting(value = "5", min = 1, max = 100, help = "years that all of it is kept")
        int years,

        @Setting(value = "40", min = 1, max = 1_000_000, help = "followers of a post's author, mean, who are active")
        int followers,

        @Setting(value = "60", max = 100, help = "percent of the CPU of a read or publish that is the gateway's")
        int gatewayPercent,

        @Setting(value = "50", min = 1, max = 100, help = "percent of the CPU used at the peak")
        int utilisation,

        @Setting(value = "8", min = 1, max = 1_024, help = "vCPUs of a node")
        int nodeCpus,

        @Setting(value = "32", min = 1, max = 10_000, help = "GiB of memory of a node, half of it for the feed index")
        int nodeGib,

        @Setting(value = "3", min = 1, max = 1_000, help = "nodes of a role at least, in each region")
        int leastNodes,

        @Setting(value = "2", min = 1, max = 100, help = "regions, each of which can carry all")
        int regions,

        @Setting(value = "", help = "results of bench feed; else the newest in bench/results") @Nullable
        Path results,

        @Setting(value = "", help = "server CPU of a feed read in µs; else from the results")
        String readMicros,

        @Setting(value = "", help = "server CPU of a publish in µs; else from the results")
        String publishMicros,

        @Setting(value = "", help = "server CPU of a delivery in µs; else from the results")
        String deliveryMicros,

        @Setting(value = "16000", min = 1, help = "bytes of memory of an active reader, window of 800")
        int readerBytes) {

    List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        check(mistakes, "posts", posts);
        check(mistakes, "reads", reads);
        check(mistakes, "peak", peak);
        check(mistakes, "read-micros", readMicros);
        check(mistakes, "publish-micros", publishMicros);
        check(mistakes, "delivery-micros", deliveryMicros);
        return mistakes;
    }

    private static void check(List<String> mistakes, String name, String number) {
        if (!number.matches("[0-9]*\\.?[0-9]*")) {
            mistakes.add(name + ": " + number + " (expected: a number such as 57.5).");
        }
    }
}

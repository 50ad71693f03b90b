package magpie.bench;

import magpie.kit.config.Setting;

/** What {@code bench start} does. */
record StartConfig(
        @Setting(value = "5", min = 1, max = 100, help = "starts on each kind of folder")
        int repeat) {}

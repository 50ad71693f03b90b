package magpie.user.postgres;

import java.util.List;
import magpie.kit.config.Form;
import magpie.kit.config.Setting;
import magpie.kit.engines.EngineSettings;

/** How to reach PostgreSQL: the settings under {@code postgres}. */
@EngineSettings(part = "postgres", passwords = "postgres")
public record PostgresConfig(
        @Setting(
                value = "127.0.0.1:5432",
                form = Form.ADDRESS,
                help = "addresses of PostgreSQL, 15 or newer: the primary and its standbys, in any order")
        List<String> addresses,

        @Setting(value = "magpie", help = "its database, which must exist")
        String database,

        @Setting(value = "magpie", help = "who Magpie is in PostgreSQL")
        String user) {}

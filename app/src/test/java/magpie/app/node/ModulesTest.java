package magpie.app.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import magpie.kit.config.Setting;
import magpie.kit.roles.Role;
import magpie.kit.roles.Roles;
import org.junit.jupiter.api.Test;

class ModulesTest {
    @Test
    void everyRoleHasItsCode() {
        for (Role role : Roles.ALL) {
            assertThat(Modules.of(role).name()).isEqualTo(role.name());
        }
    }

    /** Else one would hide another. */
    @Test
    void everyPartOfTheSettingsHasANameOfItsOwn() {
        assertThat(Modules.settings()).hasSize(2 + Modules.engines().size() + Roles.ALL.size());
    }

    @Test
    void everySettingSaysWhatItIs() {
        Modules.settings()
                .forEach((part, record) -> assertThat(Arrays.stream(record.getRecordComponents())
                                .filter(component -> component.getAnnotation(Setting.class) == null
                                        || component
                                                .getAnnotation(Setting.class)
                                                .help()
                                                .isBlank()))
                        .as(part)
                        .isEmpty());
    }
}

package magpie.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import magpie.api.Code;
import magpie.api.ServiceException;
import magpie.user.Passwords.Chosen;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    @Test
    void a_hash_is_a_phc_string_of_argon2id_with_a_salt_of_its_own() {
        try (Passwords passwords = new Passwords(1, 10)) {
            String hash = passwords.hash("a fine password");

            assertThat(hash)
                    .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}")
                    .isNotEqualTo(passwords.hash("a fine password"));
            assertThat(passwords.matches("a fine password", hash)).isTrue();
            assertThat(passwords.matches("A fine password", hash)).isFalse();
            assertThat(passwords.matches("", hash)).isFalse();
        }
    }

    @Test
    void a_hash_is_the_same_in_every_language() {
        Locale before = Locale.getDefault();
        try (Passwords passwords = new Passwords(1, 10)) {
            for (String language : List.of("tr", "az", "ar-u-nu-arab", "th-TH-u-ca-buddhist-nu-thai")) {
                Locale.setDefault(Locale.forLanguageTag(language));
                String hash = passwords.hash("a fine password");
                assertThat(hash).matches("[\\x21-\\x7e]+");
                assertThat(passwords.matches("a fine password", hash)).isTrue();
                assertThat(passwords.matches("another password", hash)).isFalse();
            }
        } finally {
            Locale.setDefault(before);
        }
    }

    /** Uses the same threads, and a hash of the same cost. */
    @Test
    void nobody_has_a_password_but_it_is_verified_as_long() {
        Passwords passwords = new Passwords(1, 10);
        String hash = passwords.hash("a fine password");
        assertThat(passwords.matches("", null)).isFalse();
        assertThat(passwords.matches("another password", null)).isFalse();
        assertThat(costs(Passwords.NOBODY)).isEqualTo(costs(hash));

        passwords.close();
        for (String known : new String[] {hash, null}) {
            assertThatThrownBy(() -> passwords.matches("another password", known))
                    .isInstanceOfSatisfying(
                            ServiceException.class, e -> assertThat(e.code()).isEqualTo(Code.OVERLOADED));
        }
    }

    private static List<Integer> costs(String phc) {
        PasswordHash hash = PasswordHash.of(phc);
        return List.of(hash.memory(), hash.iterations(), hash.parallelism(), hash.salt().length, hash.digest().length);
    }

    @Test
    void more_than_can_wait_are_refused() throws Exception {
        try (Passwords passwords = new Passwords(1, 2);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> hashes = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Chosen chosen = new Chosen("password", "a fine password", List.of());
                hashes.add(callers.submit(() -> passwords.hashChosen(chosen)));
            }
            List<Code> refused = new ArrayList<>();
            for (Future<String> hash : hashes) {
                try {
                    assertThat(hash.get()).startsWith("$argon2id$");
                } catch (ExecutionException e) {
                    refused.add(((ServiceException) e.getCause()).code());
                }
            }
            assertThat(refused).hasSizeBetween(10, 27).containsOnly(Code.OVERLOADED);
        }
    }

    /** Each estimate takes a core as a hash does, so they share the few threads and the queue. */
    @Test
    void estimates_are_as_few_at_a_time_as_hashes() throws Exception {
        try (Passwords passwords = new Passwords(1, 2);
                var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Chosen common = new Chosen("password", "4@8({[<369601!|71|$5+7%2", List.of("4@8({[<369601!|71|$5+7%2"));
            List<Future<String>> hashes = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                hashes.add(callers.submit(() -> passwords.hashChosen(common)));
            }
            List<Code> refused = new ArrayList<>();
            for (Future<String> hash : hashes) {
                try {
                    hash.get();
                } catch (ExecutionException e) {
                    refused.add(((ServiceException) e.getCause()).code());
                }
            }
            assertThat(refused).hasSize(30).contains(Code.INVALID_VALUE, Code.OVERLOADED);
        }
    }
}

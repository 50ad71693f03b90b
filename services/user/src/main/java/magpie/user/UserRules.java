package magpie.user;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import magpie.api.FieldError;
import magpie.api.Limits;
import magpie.api.ServiceException;
import magpie.api.user.Account;
import magpie.api.user.AccountChange;
import magpie.api.user.AccountLimits;
import magpie.api.user.Profile;
import magpie.api.user.Registration;
import magpie.api.user.Settings;
import magpie.text.AccountNames;
import magpie.text.PlainText;
import magpie.text.PostText;
import magpie.user.Passwords.Chosen;
import org.jspecify.annotations.Nullable;

/** Validates the fields of an account. Each check reports all mistakes together; an absent field counts as empty. */
final class UserRules {
    static final int MAX_DISPLAY_NAME = AccountLimits.DISPLAY_NAME;
    static final int MAX_BIO = AccountLimits.BIO;
    static final int MAX_EMAIL_CHARS = AccountLimits.EMAIL;
    static final int MAX_URL_CHARS = 2_000;
    static final int MAX_DEVICE_CHARS = 200;
    private static final int MAX_ERRORS = 100;

    /** Addresses of accounts made in bulk: nobody can register one, so they never collide. */
    static final String BULK_DOMAIN = "@bulk.invalid";

    /** A grapheme may have any number of marks; an average of this many UTF-16 units is enough for all scripts. */
    private static final int CHARS_PER_GRAPHEME = 10;

    private static final Pattern USERNAME = Pattern.compile("[a-z0-9_]{1," + AccountLimits.USERNAME + "}");
    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s@\\p{C}]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,62})\\.)+[\\p{L}\\p{N}-]{2,63}");
    private static final Pattern LANGUAGE = Pattern.compile("(?:[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,5})?");
    private static final Pattern URL_CHARS = Pattern.compile("[\\x21-\\x7e]*");

    /** Names that could pass for the operator. */
    private static final Set<String> RESERVED = Set.of(
            "abuse",
            "admin",
            "administrator",
            "anonymous",
            "api",
            "everyone",
            "help",
            "magpie",
            "me",
            "moderator",
            "null",
            "official",
            "postmaster",
            "root",
            "security",
            "staff",
            "support",
            "system",
            "undefined",
            "webmaster");

    private UserRules() {}

    /** A valid registration, as it is stored. */
    record Applicant(String username, String email, String password, String displayName) {
        /** Its password, which may still be a common one. */
        Chosen chosen() {
            return new Chosen("password", password, own(username, email, displayName));
        }

        @Override
        public String toString() {
            return "Applicant[username=" + username + "]";
        }
    }

    /** Returns the registration as it is stored; throws with all mistakes. */
    static Applicant applicant(Registration request) {
        List<FieldError> errors = new ArrayList<>();
        String username = username(request.username(), errors);
        String email = email(request.email(), errors);
        String shown = orEmpty(request.displayName()).isBlank() ? username : orEmpty(request.displayName());
        String displayName = displayName(shown, errors);
        String password = AccountNames.password(orEmpty(request.password()));
        add(errors, "password", PasswordRules.lengthMistake(password));
        refuse(errors);
        return new Applicant(username, email, password, displayName);
    }

    /** Returns the change as it is stored; throws with all mistakes. */
    static AccountChange change(AccountChange request) {
        List<FieldError> errors = new ArrayList<>();
        AccountChange change = new AccountChange(
                request.userId(),
                request.displayName() == null ? null : displayName(request.displayName(), errors),
                request.bio() == null ? null : bio(request.bio(), errors),
                request.avatarUrl() == null ? null : url("avatarUrl", request.avatarUrl(), errors),
                request.headerUrl() == null ? null : url("headerUrl", request.headerUrl(), errors),
                request.email() == null ? null : email(request.email(), errors),
                request.settings() == null ? null : settings(request.settings(), errors),
                request.password());
        refuse(errors);
        return change;
    }

    /** Applies a valid change to an account. */
    static Account changed(Account account, AccountChange change, long now) {
        Profile before = account.profile();
        Profile profile = new Profile(
                before.id(),
                before.username(),
                or(change.displayName(), before.displayName()),
                or(change.bio(), before.bio()),
                change.avatarUrl() == null ? before.avatarUrl() : emptyToNull(change.avatarUrl()),
                change.headerUrl() == null ? before.headerUrl() : emptyToNull(change.headerUrl()));
        String email = or(change.email(), account.email());
        long emailChangedAt = email.equals(account.email()) ? account.emailChangedAt() : now;
        return new Account(profile, email, or(change.settings(), account.settings()), emailChangedAt);
    }

    /** Returns an account's new password, which may still be a common one; throws if its length is wrong. */
    static Chosen newPassword(@Nullable String typed, Account account) {
        Profile profile = account.profile();
        String password = AccountNames.password(orEmpty(typed));
        List<FieldError> errors = new ArrayList<>();
        add(errors, "newPassword", PasswordRules.lengthMistake(password));
        refuse(errors);
        List<String> own = own(profile.username(), account.email(), profile.displayName());
        return new Chosen("newPassword", password, own);
    }

    /** Returns names for bulk accounts, in lower case and in order; throws with all invalid ones. */
    static List<String> bulk(List<String> usernames, @Nullable String password) {
        Limits.checkBatch("usernames", usernames.size());
        List<FieldError> errors = new ArrayList<>();
        List<String> names =
                usernames.stream().map(name -> username(name, errors)).toList();
        add(errors, "password", password == null ? null : PasswordRules.lengthMistake(AccountNames.password(password)));
        refuse(errors.subList(0, Math.min(errors.size(), MAX_ERRORS)));
        return names;
    }

    /** Returns the client's name for itself, cut to the stored length. */
    static String device(@Nullable String device) {
        String given = orEmpty(device);
        int end = Math.min(given.length(), MAX_DEVICE_CHARS);
        boolean half = end < given.length() && Character.isHighSurrogate(given.charAt(end - 1));
        return PlainText.line(given.substring(0, half ? end - 1 : end));
    }

    static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String username(@Nullable String name, List<FieldError> errors) {
        String username = AccountNames.username(orEmpty(name));
        if (!USERNAME.matcher(username).matches()) {
            add(errors, "username", "A user name has 1 to 30 of the letters a to z, digits and _.");
        } else if (RESERVED.contains(username)) {
            add(errors, "username", "This user name is reserved.");
        }
        return username;
    }

    private static String email(@Nullable String given, List<FieldError> errors) {
        String email = AccountNames.email(orEmpty(given));
        if (email.length() > MAX_EMAIL_CHARS || !EMAIL.matcher(email).matches() || bulkAddress(email)) {
            add(errors, "email", "This is not an e-mail address (of at most " + MAX_EMAIL_CHARS + " characters).");
        } else if (!AccountNames.hasDomain(email)) {
            add(errors, "email", "There can be no such domain.");
        }
        return email;
    }

    private static boolean bulkAddress(String email) {
        return AccountNames.emailKey(email).endsWith(BULK_DOMAIN);
    }

    private static String displayName(String name, List<FieldError> errors) {
        boolean fits = name.length() <= MAX_DISPLAY_NAME * CHARS_PER_GRAPHEME;
        String shown = fits ? PlainText.line(name) : "";
        if (!PlainText.isVisible(shown) || PostText.graphemes(shown) > MAX_DISPLAY_NAME) {
            add(errors, "displayName", "It has 1 to " + MAX_DISPLAY_NAME + " characters, and something to see.");
        }
        return shown;
    }

    private static String bio(String given, List<FieldError> errors) {
        boolean fits = given.length() <= MAX_BIO * CHARS_PER_GRAPHEME;
        String bio = fits ? PlainText.lines(given) : "";
        if (!fits || PostText.graphemes(bio) > MAX_BIO || !PostText.fits(bio)) {
            add(errors, "bio", "It has 0 to " + MAX_BIO + " characters.");
        }
        return PlainText.isVisible(bio) ? bio : "";
    }

    private static String url(String field, String given, List<FieldError> errors) {
        String url = given.strip();
        if (!url.isEmpty() && (url.length() > MAX_URL_CHARS || !pathOrWeb(url))) {
            add(
                    errors,
                    field,
                    "It is an http or https URL, or a path that starts with /, of at most " + MAX_URL_CHARS
                            + " characters.");
        }
        return url;
    }

    private static boolean pathOrWeb(String url) {
        if (!URL_CHARS.matcher(url).matches() || url.startsWith("//") || url.contains("\\")) {
            return false;
        }
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            return scheme == null
                    ? url.startsWith("/")
                    : (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https")) && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Settings settings(Settings given, List<FieldError> errors) {
        String language = orEmpty(given.language());
        if (!LANGUAGE.matcher(language).matches()) {
            add(errors, "settings.language", "It is a language tag such as en or pt-BR, or empty.");
        }
        return new Settings(language);
    }

    private static List<String> own(String username, String email, String displayName) {
        String address = email.toLowerCase(Locale.ROOT);
        return List.of(
                username,
                address,
                address.substring(0, Math.max(0, address.indexOf('@'))),
                displayName.toLowerCase(Locale.ROOT));
    }

    private static void add(List<FieldError> errors, String field, @Nullable String mistake) {
        if (mistake != null) {
            errors.add(new FieldError(field, mistake));
        }
    }

    private static void refuse(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw ServiceException.invalid(errors);
        }
    }

    private static <T> T or(@Nullable T changed, T before) {
        return changed == null ? before : changed;
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }
}

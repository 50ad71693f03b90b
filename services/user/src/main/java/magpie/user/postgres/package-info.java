/**
 * The user service's store on PostgreSQL: {@link magpie.user.postgres.PostgresUsers} opens it. Its statements are those
 * of {@link magpie.user.sql}; the script {@code V1__users.sql} explains the layout.
 *
 * <p>Transactions are READ COMMITTED. Each changes one account or session, which it locks first, so one that meets
 * another waits, sees its result, and goes on; if two take the same name, the unique key decides, and the later one is
 * retried and finds it taken. SERIALIZABLE would abort instead of waiting, even if two only share an index page, and
 * would find nothing more: no rule here spans rows that are not locked or unique.
 */
@NullMarked
package magpie.user.postgres;

import org.jspecify.annotations.NullMarked;

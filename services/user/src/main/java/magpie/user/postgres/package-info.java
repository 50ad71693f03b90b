/**
 * The user service's store on PostgreSQL: {@link magpie.user.postgres.PostgresUsers} opens it. Its statements are those
 * of {@link magpie.user.sql}; the script {@code V1__users.sql} explains the layout.
 *
 * <p>Transactions are READ COMMITTED. Each of them changes one account or one session, which it locks first, so one that
 * meets another waits for it, sees what it did, and goes on; two that take the same name are told apart by the unique key,
 * and the later one runs again and finds it taken. SERIALIZABLE would abort instead of wait, also where two only share a
 * page of an index, and would have nothing more to find: no rule here spans rows that are not locked or unique.
 */
@NullMarked
package magpie.user.postgres;

import org.jspecify.annotations.NullMarked;

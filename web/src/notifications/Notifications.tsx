/** The place of notifications. Until the server has them, it says what will be here. */
import { Screen } from '../app/Screen';
import { m } from '../language/language';
import { Empty } from '../ui/Empty';

export function Notifications() {
  return (
    <Screen title={m.notifications.title()} heading>
      <Empty icon="bell" title={m.notifications.soonTitle()} text={m.notifications.soon()} />
    </Screen>
  );
}

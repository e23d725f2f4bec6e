key-mark = отметить
key-mark-range = отметить диапазон
key-mark-on = отметить и дальше
key-mark-all = отметить все
key-only-marked = только отмеченные
key-log = журнал
key-mouse = мышь вкл/выкл
marks-count = { $count ->
    [one] отмечен { $count }
   *[other] отмечено { $count }
}
marks-hidden = { $count ->
    [one] не показан { $count }
   *[other] не показано { $count }
}
marks-range = { $key } закончит диапазон, Esc отменит его
marks-only = в списке только они, { $key } вернёт все
names-more = { $names } и ещё { $count }
bulk-refreshing = обновление: { $done } из { $all }
bulk-verifying = проверка: { $done } из { $all }
bulk-forgetting = удаление: { $done } из { $all }
bulk-failing = не удалось { $count }
bulk-esc = Esc отменит остальные
bulk-stopping = ещё выполняется: { $count }
bulk-unsaved = ЕЩЁ НЕ СОХРАНЕНО: { $names }
bulk-refreshed = { $count ->
    [one] обновлён { $count }
   *[other] обновлено { $count }
}
bulk-verified = { $count ->
    [one] проверен { $count }
   *[other] проверено { $count }
}
bulk-exported = { $count ->
    [one] скопирована { $count } команда
    [few] скопированы { $count } команды
   *[many] скопировано { $count } команд
}
bulk-forgotten = { $count ->
    [one] удалён { $count }
   *[other] удалено { $count }
}
bulk-failed = не удалось { $count }: { $names }
bulk-given-up = { $count ->
    [one] не начат { $count }
   *[other] не начато { $count }
}
bulk-nothing-to-refresh = { $count } обновлять нечем
bulk-without-token = { $count } без токена
bulk-show = { $key } покажет их
ask-forget-marked = Удалить { $count ->
    [one] { $count } профиль
    [few] { $count } профиля
   *[many] { $count } профилей
}: { $names }? Токены удалятся отсюда, интеграции останутся.
log-title = Что произошло
log-newest = { $count ->
    [one] последняя { $count } строка
    [few] последние { $count } строки
   *[many] последние { $count } строк
}
log-part = { $shown } из последних { $count } строк
log-nothing = Пока ничего не произошло.
log-nothing-listed = О профилях из списка ничего нет.
log-unread = Не удалось прочитать журнал

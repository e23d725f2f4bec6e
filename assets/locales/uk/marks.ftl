key-mark = позначити
key-mark-range = позначити діапазон
key-mark-on = позначити й далі
key-mark-all = позначити всі
key-only-marked = лише позначені
key-log = журнал
key-mouse = миша увімк./вимк.
marks-count = позначено { $count }
marks-hidden = не показано { $count }
marks-range = { $key } завершить діапазон, Esc скасує його
marks-only = у списку лише вони, { $key } поверне всі
names-more = { $names } і ще { $count }
bulk-refreshing = оновлення: { $done } з { $all }
bulk-verifying = перевірка: { $done } з { $all }
bulk-forgetting = видалення: { $done } з { $all }
bulk-failing = не вдалося { $count }
bulk-esc = Esc скасує решту
bulk-stopping = ще виконується: { $count }
bulk-unsaved = ЩЕ НЕ ЗБЕРЕЖЕНО: { $names }
bulk-refreshed = оновлено { $count }
bulk-verified = перевірено { $count }
bulk-exported = { $count ->
    [one] скопійовано { $count } команду
    [few] скопійовано { $count } команди
   *[many] скопійовано { $count } команд
}
bulk-forgotten = видалено { $count }
bulk-failed = не вдалося { $count }: { $names }
bulk-given-up = не розпочато { $count }
bulk-nothing-to-refresh = { $count } оновлювати нічим
bulk-without-token = { $count } без токена
bulk-show = { $key } покаже їх
ask-forget-marked = Видалити { $count ->
    [one] { $count } профіль
    [few] { $count } профілі
   *[many] { $count } профілів
}: { $names }? Токени буде видалено звідси, інтеграції залишаться.
log-title = Що сталося
log-newest = { $count ->
    [one] останній { $count } рядок
    [few] останні { $count } рядки
   *[many] останні { $count } рядків
}
log-part = { $shown } з останніх { $count } рядків
log-nothing = Поки нічого не сталося.
log-nothing-listed = Про профілі зі списку нічого немає.
log-unread = Не вдалося прочитати журнал

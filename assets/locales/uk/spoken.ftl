# Для читання вголос: цілими словами й цілими реченнями, для екранного диктора та листів.
spoken-minutes = { $minutes ->
    [one] { $minutes } хвилину
    [few] { $minutes } хвилини
   *[many] { $minutes } хвилин
}
spoken-hours = { $hours ->
    [one] { $hours } годину
    [few] { $hours } години
   *[many] { $hours } годин
}
spoken-day = { $day } { $month ->
    [1] січня
    [2] лютого
    [3] березня
    [4] квітня
    [5] травня
    [6] червня
    [7] липня
    [8] серпня
    [9] вересня
    [10] жовтня
    [11] листопада
   *[12] грудня
} { $year } року

# status --format text: спершу скільки чого, потім по реченню на профіль.
status-summary = { $count ->
    [one] { $count } профіль: { $parts }.
    [few] { $count } профілі: { $parts }.
   *[many] { $count } профілів: { $parts }.
}
status-count-needs = { $count ->
    [one] { $count } чекає на вас
    [few] { $count } чекають на вас
   *[many] { $count } чекають на вас
}
status-count-expiring = { $count ->
    [one] { $count } скоро закінчиться
    [few] { $count } скоро закінчаться
   *[many] { $count } скоро закінчаться
}
status-count-expired = { $count ->
    [one] { $count } можна оновити
    [few] { $count } можна оновити
   *[many] { $count } можна оновити
}
status-count-ok = { $count ->
    [one] { $count } у порядку
    [few] { $count } у порядку
   *[many] { $count } у порядку
}
status-count-elsewhere = { $count ->
    [one] { $count } під наглядом іншої програми
    [few] { $count } під наглядом інших програм
   *[many] { $count } під наглядом інших програм
}
status-ok = { $profile }, { $account }: усе гаразд; refresh-токен діє ще { $left }, приблизно до { $day }.
status-long-lived-ok = { $profile }, { $account }: усе гаразд; довгостроковий токен діє ще { $left }, до { $day }.
status-expired = { $profile }, { $account }: access-токен закінчився; refresh-токен діє ще { $left }, приблизно до { $day }; оновіть командою: { $command }
status-expiring = { $profile }, { $account }: скоро закінчиться; refresh-токен діє ще { $left }, приблизно до { $day }; оновіть командою: { $command }
status-over = { $profile }, { $account }: скоро закінчиться; refresh-токеном не користувалися три місяці, і приблизно { $day } він міг перестати діяти; спробуйте оновити командою: { $command }
status-long-lived-expiring = { $profile }, { $account }: скоро закінчиться; довгостроковий токен діє ще { $left }, до { $day }, і оновити його не можна; створіть новий у { $platform } і вставте його командою: { $command }
status-long-lived-ended = { $profile }, { $account }: чекає на вас; довгостроковий токен закінчився { $day }; створіть новий у { $platform } і вставте його командою: { $command }
status-needs-authorization = { $profile }, { $account }: чекає на вас із { $day }; { $why }; підключіть заново командою: { $command }
status-elsewhere = { $profile }, { $account }: під наглядом іншої програми з { $day }; тут робити нічого не треба.
status-unknown = { $profile }, { $account }: чекає на вас; підключення не завершено; продовжте командою: { $command }
status-unreadable = { $profile }: дані профілю не читаються; виправте командою: { $command }
status-unreadable-name = { $profile }: цей рядок списку профілів не читається.
status-why-revoked = refresh-токен використали деінде, або доступ відкликано
status-why-answer-lost = відповідь із новими токенами загубилася в дорозі
status-why-idle = refresh-токеном не користувалися три місяці
status-why-other-integration = refresh-токен належить іншій інтеграції
status-why-garbled = refresh-токен пошкоджено
status-why-silent = інтеграцію більше не приймають; найчастіше це означає, що її секретний ключ замінили
status-why-access-refused = токен більше не приймають, хоча строк його не вийшов
status-why-refused = токени більше не приймають

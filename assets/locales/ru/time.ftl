left-moments = меньше минуты
left-minutes = { $minutes } мин
left-hours = { $hours } ч
left-hours-minutes = { $hours } ч { $minutes } мин
left-day-hours = 1 день { $hours } ч
left-days = { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[many] { $days } дней
}
ago-moments = только что
ago-minutes = { $minutes } мин назад
ago-hours = { $hours } ч назад
ago-days = { $days ->
    [one] { $days } день назад
    [few] { $days } дня назад
   *[many] { $days } дней назад
}
day-month = { $day } { $month ->
    [1] янв
    [2] фев
    [3] мар
    [4] апр
    [5] мая
    [6] июн
    [7] июл
    [8] авг
    [9] сен
    [10] окт
    [11] ноя
   *[12] дек
}
day-at-time = { $day } в { $time }
day-at-eleven = { $day } в { $time }

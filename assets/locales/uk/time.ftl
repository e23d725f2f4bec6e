left-moments = менше хвилини
left-minutes = { $minutes } хв
left-hours = { $hours } год
left-hours-minutes = { $hours } год { $minutes } хв
left-day-hours = 1 день { $hours } год
left-days = { $days ->
    [one] { $days } день
    [few] { $days } дні
   *[many] { $days } днів
}
ago-moments = щойно
ago-minutes = { $minutes } хв тому
ago-hours = { $hours } год тому
ago-days = { $days ->
    [one] { $days } день тому
    [few] { $days } дні тому
   *[many] { $days } днів тому
}
day-month = { $day } { $month ->
    [1] січ
    [2] лют
    [3] бер
    [4] кві
    [5] тра
    [6] чер
    [7] лип
    [8] сер
    [9] вер
    [10] жов
    [11] лис
   *[12] гру
}
day-at-time = { $day } о { $time }
day-at-eleven = { $day } об { $time }

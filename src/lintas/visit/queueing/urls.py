"""Addresses of the hall: the board, the visitor's number, the counter's console."""

from django.urls import path

from lintas.visit.queueing.views import board, console, day, floor, number

app_name = "queueing"
urlpatterns = [
    path("papan/", board.boards, name="boards"),
    path("papan/<slug:slug>/", board.board, name="board"),
    path("papan/<slug:slug>/<slug:shape>/", board.board, name="board-shape"),
    path("papan/<slug:slug>/<slug:shape>/isi/", board.parts, name="board-parts"),
    path("antrean/", number.mine, name="mine"),
    path("antrean/urutan/<slug:slug>/", day.day, name="day"),
    path("antrean/urutan/<slug:slug>/catatan/", day.transcript, name="transcript"),
    path("antrean/<uuid:ticket_id>/", number.number, name="number"),
    path("petugas/loket/", console.console, name="console"),
    path("petugas/loket/antrean/", console.line, name="line"),
    path("petugas/loket/kerjakan/", console.act, name="act"),
    path("petugas/loket/batalkan/", floor.undo, name="undo"),
    path("petugas/loket/luar-giliran/", floor.out_of_turn, name="out-of-turn"),
    path("petugas/loket/jeda/", floor.pause, name="pause"),
    path("petugas/loket/jeda/selesai/", floor.resume, name="resume"),
    path("petugas/loket/tutup/", console.leave, name="leave"),
    path("petugas/loket/buka/<uuid:counter_id>/", console.sit, name="sit"),
]

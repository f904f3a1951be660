"""What the page of a kiosk says, in both languages."""

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Ambil nomor antrean", "Take a queue number"),
    "ask": ("Anda datang untuk apa?", "What do you come for?"),
    "how": ("Sentuh pilihan, atau tekan angkanya.", "Touch a choice, or press its number."),
    "have_code": ("Saya punya kode permohonan", "I have an application code"),
    "code_title": ("Kode permohonan Anda", "Your application code"),
    "code_how": (
        "Dekatkan kode QR ke pemindai di bawah layar, atau ketik kodenya. Contoh: PYK-7K3M-Q2XD.",
        "Hold the QR code to the scanner below the screen, or type the code. Example: PYK-7K3M-Q2XD.",
    ),
    "code_label": ("Kode", "Code"),
    "code_wrong": (
        "Kode itu tidak cocok. Periksa huruf dan angkanya, atau lanjutkan tanpa kode.",
        "That code does not fit. Check its letters and digits, or go on without a code.",
    ),
    "go_on": ("Lanjutkan", "Go on"),
    "without_code": ("Lanjut tanpa kode", "Go on without a code"),
    "with_code": ("Kode %s", "Code %s"),
    "erase": ("Hapus", "Erase"),
    "your_number": ("Nomor Anda", "Your number"),
    "your_copy": ("Salinan nomor Anda", "Copy of your number"),
    "wait": (
        "Silakan tunggu sampai nomor ini dipanggil di layar dan lewat suara.",
        "Please wait until this number is called on the screen and by voice.",
    ),
    "not_in_order": (
        "Nomor adalah nama Anda dalam antrean, bukan urutannya. Nomor lain boleh lebih dahulu.",
        "The number is your name in the queue, not your place. Other numbers may come first.",
    ),
    "at_reception": (
        "Tunjukkan kartu identitas Anda di loket saat dipanggil.",
        "Show your identity card at the counter when you are called.",
    ),
    "follow": (
        "Pindai dengan ponsel untuk melihat giliran Anda dari mana saja.",
        "Scan with a phone to see your turn from anywhere.",
    ),
    "away": (
        "Sambungan ke kantor sedang terputus. Nomor Anda tetap berlaku dan tidak diberikan kepada orang lain.",
        "The line to the office is down. Your number is valid and is given to nobody else.",
    ),
    "exchanged": (
        "Nomor %s sudah ditukar. Pakai nomor yang tertulis di sini.",
        "Number %s was exchanged. Use the number written here.",
    ),
    "to_desk": (
        "Nomor ini belum masuk antrean. Silakan ke meja informasi; petugas membantu Anda.",
        "This number is not in the queue yet. Please go to the information desk; an officer helps you.",
    ),
    "print": ("Cetak", "Print"),
    "listen": ("Dengarkan", "Listen"),
    "done": ("Selesai", "Done"),
    "back": ("Kembali", "Back"),
    "copy": ("salinan %s", "copy %s"),
    "taken_at": ("Diambil %s", "Taken %s"),
    "no_numbers": (
        "Nomor di mesin ini untuk pilihan itu sudah habis. Silakan ambil nomor di meja informasi.",
        "This machine has no numbers left for that choice. Please take one at the information desk.",
    ),
    "stopped": (
        "Mesin ini sedang tidak memberi nomor. Silakan ambil nomor di meja informasi.",
        "This machine gives no numbers at the moment. Please take one at the information desk.",
    ),
    "gone": (
        "Nomor itu tidak ada lagi di mesin ini. Silakan ke meja informasi.",
        "That number is no longer on this machine. Please go to the information desk.",
    ),
    "language": ("English", "Bahasa Indonesia"),
    "larger": ("Huruf besar", "Large print"),
    "usual": ("Huruf biasa", "Usual print"),
    "sound_on": ("Bacakan", "Read aloud"),
    "sound_off": ("Tanpa suara", "Silent"),
    "to_left": ("Tombol di kiri", "Keys on the left"),
    "to_right": ("Tombol di kanan", "Keys on the right"),
    "desk_title": ("Loket selama terputus", "Counters while cut off"),
    "desk_away": (
        "Server kantor tidak terjangkau. Layani di sini; semua langkah dicatat di mesin ini dan disampaikan ke server "
        "begitu tersambung.",
        "The office server cannot be reached. Serve here; every step is kept on this machine and told to the server "
        "as soon as it is back.",
    ),
    "desk_near": (
        "Server kantor tersambung. Pakai layar loket yang biasa; halaman ini berlaku lagi bila sambungan putus.",
        "The office server is there. Use the usual counter screen; this page works again when the line is cut.",
    ),
    "to_console": ("Buka layar loket", "Open the counter screen"),
    "desk_known": (
        "Yang tampil: nomor yang menunggu saat sambungan putus, dan nomor yang diberikan mesin ini sesudahnya. Nomor "
        "lain tidak hilang; dipanggil setelah sambungan kembali.",
        "Shown are the numbers that waited when the line was cut, and those given by this machine since. Other numbers "
        "are not lost; they are called once the line is back.",
    ),
    "desk_busy": (
        "Loket ini masih menangani satu nomor. Selesaikan dahulu.",
        "This counter still has a number. Finish it first.",
    ),
    "desk_nobody": ("Tidak ada yang menunggu di bagian ini.", "Nobody waits for this part."),
    "desk_changed": (
        "Nomor ini baru saja berubah. Lihat keadaannya di bawah, lalu coba lagi.",
        "This number has just changed. See below how it stands, then try again.",
    ),
    "desk_soon": (
        "Nomor ini baru saja dipanggil. Beri waktu berjalan ke loket, lalu tekan lagi.",
        "This number was called just now. Give it time to walk to the counter, then press again.",
    ),
    "desk_late": (
        "Waktu untuk kembali sudah lewat. Beri nomor baru di mesin ini.",
        "The time to come back is over. Give a new number at this machine.",
    ),
    "desk_stopped": (
        "Mesin ini sedang tidak boleh mencatat. Catat di kertas dan panggil pengelola.",
        "This machine must not record at the moment. Write on paper and call its keeper.",
    ),
    "desk_choose": ("Pilih loket Anda", "Choose your counter"),
    "desk_none": (
        "Mesin ini belum pernah mendapat daftar loket dari server. Catat di kertas sampai sambungan kembali.",
        "This machine has never been told the counters by the server. Write on paper until the line is back.",
    ),
    "desk_free": ("Kosong", "Free"),
    "desk_called": ("Dipanggil, %s kali", "Called, %s times"),
    "desk_serving": ("Sedang dilayani", "Being served"),
    "desk_next": ("Berikutnya: %s", "Next: %s"),
    "desk_waiting": ("Menunggu di sini", "Waiting here"),
    "desk_missed": ("Terlewat, boleh kembali satu kali", "Missed, may come back once"),
    "desk_back": ("%s kembali ke antrean (sampai pukul %s)", "%s comes back to the line (until %s)"),
    "desk_more": ("dan %s nomor lagi", "and %s more"),
    "do_call": ("Panggil berikutnya", "Call the next"),
    "do_arrive": ("Sudah di loket", "Is at the counter"),
    "do_recall": ("Panggil ulang", "Call again"),
    "do_miss": ("Tidak datang", "Did not come"),
    "do_finish": ("Selesai, kunjungan berakhir", "Done, the visit ends"),
    "do_transfer": ("Teruskan ke %s", "On to %s"),
    "desk_other": ("Loket lain", "Other counters"),
    "pair_title": ("Pasangkan peramban ini", "Pair this browser"),
    "pair_how": (
        "Minta pengelola mesin mengetikkan kode dari berkas counters.code. Cukup sekali untuk setiap loket.",
        "Ask the keeper of the machine to type the code from the file counters.code. Once for each counter is enough.",
    ),
    "pair_wrong": ("Kode itu tidak cocok. Periksa dan ketik lagi.", "That code does not fit. Check it and type again."),
    "pair": ("Pasangkan", "Pair"),
    "board_title": ("Panggilan", "Calls"),
    "board_none": ("Belum ada nomor yang dipanggil.", "No number is called yet."),
    "board_away": (
        "Sambungan kantor putus; antrean berjalan terus dan nomor Anda tetap berlaku.",
        "The office line is down; the queue goes on and your number stays valid.",
    ),
    "settings": ("Cara memakai mesin ini", "How to use this machine"),
}


def word(name: str, language: str) -> str:
    """Return one text; ``language`` is ``id`` or ``en``. :raises KeyError: there is no such text."""
    return WORDS[name][language == "en"]

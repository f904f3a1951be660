"""Officers sign in and out, and change their password."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lintas.directory.people import operations, sessions
from lintas.directory.people.forms import LONGEST_NAME, PasswordForm, SignInForm
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import EVERY_ROLE
from lintas.directory.people.views import devices
from lintas.directory.people.views.limits import FOR_ONE_NAME, FROM_ONE_PLACE, TRIES
from lintas.foundation import clock
from lintas.foundation.access import DESK, Access, Audience, DataClass, declares, public
from lintas.foundation.idempotency.door import once
from lintas.foundation.limits.door import limited, place_of


def proving_first(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """
    Compare the password before the act's transaction begins: it takes a fifth of a second and writes nothing.

    The view finds the account in ``request.proved``, None where name and password do not belong together.
    """

    @wraps(view)
    def proved(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        form = SignInForm(request.POST or None)
        request.proved = operations.prove(**form.cleaned_data) if form.is_valid() else None  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return proved


def named(request: HttpRequest) -> str:
    """Return the name as the form reads it: stripped before it is cut, so that blanks make no other name of it."""
    return request.POST.get("username", "").strip()[:LONGEST_NAME].lower()


def name_here(request: HttpRequest) -> str:
    """Return the name at this device, or at this network address if no officer has signed in at the device."""
    return f"{named(request)} {devices.device_of(request) or place_of(request)}"


def name_anywhere(request: HttpRequest) -> str:
    """Return the name, wherever strangers try it; a known device counts for itself, whatever strangers do."""
    return f"{named(request)} {devices.device_of(request)}"


@public("people.sign_in")
@limited(kind="people.sign_in", caller=name_here, **TRIES)
@limited(kind="people.sign_in_name", caller=name_anywhere, **FOR_ONE_NAME)
@limited(kind="people.sign_in_place", caller=place_of, **FROM_ONE_PLACE)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@proving_first
@once
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; lead back to where the officer wanted to go."""
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = operations.sign_in(account=request.proved, at=clock.now())  # type: ignore[attr-defined]
        except operations.SignInRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            there = _there(request)
            sessions.begin(request, account)
            response = HttpResponseRedirect(there)
            devices.remember(request, response)
            return response
    page = {"form": form, "next": request.GET.get("next", ""), "demonstration": settings.DEMONSTRATION}
    return render(request, "people/sign_in.html", page, status=422 if form.is_bound else 200)


@public("people.sign_out")
@require_POST
@once
def sign_out(request: HttpRequest) -> HttpResponse:
    """Forget everything that this browser was given; doing it twice is the same."""
    sessions.end(request)
    return HttpResponseRedirect(reverse("people:sign-in"))


@declares(
    Access(
        audience=Audience.OFFICER,
        act="people.change_password",
        data=DataClass.INTERNAL,
        roles=EVERY_ROLE,
    )
)
@limited(kind="people.change_password", caller=lambda request: str(request.officer.id), **TRIES)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@once
def change_password(request: DeskRequest) -> HttpResponse:
    """Replace the password; this browser stays signed in, all others are signed out."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_password(
                account_id=request.user.pk,
                present=form.cleaned_data["present"],
                wanted=form.cleaned_data["wanted"],
                at=clock.now(),
            )
        except operations.WrongPassword as refusal:
            form.add_error("present", str(refusal))
        except operations.PasswordTooWeak as refusal:
            form.add_error("wanted", str(refusal))
        else:
            request.user.refresh_from_db()
            update_session_auth_hash(request, request.user)
            return HttpResponseRedirect(reverse("people:password") + "?selesai=1")
    page = {"form": form, "done": "selesai" in request.GET}
    return render(request, "people/password.html", page, status=422 if form.is_bound else 200)


def _there(request: HttpRequest) -> str:
    """Return where to go after signing in: a page of ours that was asked for, else the officer's work."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    if ours and wanted.startswith("/"):
        return wanted
    try:
        resolve(DESK)
    except Resolver404:
        return reverse("people:password")
    return DESK

"""URLs of this app."""

from django.urls import URLPattern, path

from dialogues.convening.views.briefs import brief_pdf, seat_brief, team_brief
from dialogues.convening.views.contact_cards import card_add, card_edit, card_forget, contact_remove, contact_seat
from dialogues.convening.views.contact_lists import contact_import, contact_take_in
from dialogues.convening.views.contact_log import contact_called, contact_calls, contact_log, contact_log_add
from dialogues.convening.views.contacts import contact, contact_add, contact_edit, contact_move, contacts
from dialogues.convening.views.handovers import handover, role_hand_over, seat_hand_over
from dialogues.convening.views.introduction_acts import (
    introduction_give_back,
    introduction_next,
    introduction_settle,
    introduction_take,
    introduction_withdraw,
)
from dialogues.convening.views.introductions import introduction, introduction_ask, introductions
from dialogues.convening.views.letter_answers import letter_answer, letter_scan, letter_seat
from dialogues.convening.views.letter_texts import (
    letter_text_edit,
    letter_text_reset,
    letter_texts,
    letterhead,
    letterhead_logo,
)
from dialogues.convening.views.letter_writing import (
    letter_new,
    letter_run,
    letter_run_new,
    letter_run_pdf,
    letter_run_retry,
    letter_run_zip,
)
from dialogues.convening.views.letters import letter, letter_cancel, letter_docx, letter_pdf, letter_retry, letters
from dialogues.convening.views.messages import (
    message,
    message_bounds,
    message_file,
    message_forget,
    message_new,
    message_seen,
    messages,
)
from dialogues.convening.views.nominations import nomination_add, nomination_answer, nomination_share, nominations
from dialogues.convening.views.public_bodies import (
    public_bodies,
    public_body_add,
    public_body_decide,
    public_body_edit,
)
from dialogues.convening.views.pulse import pulse, pulse_ask, pulse_blocs, pulse_close, pulse_paper, pulses
from dialogues.convening.views.pulse_links import (
    pulse_link,
    pulse_link_answer,
    pulse_link_sheet,
    pulse_link_thanks,
    pulse_links,
)
from dialogues.convening.views.shelf import shelf, shelf_add, shelf_entry, shelf_file, shelf_offer, shelf_take_back
from dialogues.convening.views.shelf_keeping import (
    shelf_accept,
    shelf_edit,
    shelf_publish,
    shelf_renew,
    shelf_withhold,
)
from dialogues.convening.views.slip_entry import slip, slip_answer, slip_enter
from dialogues.convening.views.slips import slip_code, slip_new, slip_print, slip_revoke, slip_show, slips
from dialogues.convening.views.strangers import (
    invitation_asked,
    invitation_request_answer,
    invitation_requests,
    invitation_stranger,
)

MESSAGES = "dialogues/<slug:slug>/messages/"
CONTACTS = "dialogues/<slug:slug>/contacts/"
LETTERS = f"{CONTACTS}letters/"
NOMINATIONS = "dialogues/<slug:slug>/participants/nominations/"
BODIES = "dialogues/<slug:slug>/participants/public-bodies/"
SLIPS = "dialogues/<slug:slug>/participants/slips/"

REQUESTS = "dialogues/<slug:slug>/participants/requests/"

ACCESS: list[URLPattern] = [
    path("not-invited/", invitation_stranger, name="invitation_stranger"),
    path("not-invited/asked/", invitation_asked, name="invitation_asked"),
    path(REQUESTS, invitation_requests, name="invitation_requests"),
    path(f"{REQUESTS}<int:pk>/", invitation_request_answer, name="invitation_request_answer"),
    path(SLIPS, slips, name="slips"),
    path("dialogues/<slug:slug>/participants/delegates/<int:pk>/slip/", slip_new, name="slip_new"),
    path(f"{SLIPS}<int:pk>/", slip_show, name="slip_show"),
    path(f"{SLIPS}<int:pk>/code/", slip_code, name="slip_code"),
    path(f"{SLIPS}<int:pk>/revoke/", slip_revoke, name="slip_revoke"),
    path("slips/enter/", slip_enter, name="slip_enter"),
    path("slips/answer/", slip_answer, name="slip_answer"),
    path("slips/<int:pk>/print/", slip_print, name="slip_print"),
    path("slips/<str:token>/", slip, name="slip"),
]
SHELF = "dialogues/<slug:slug>/shelf/"

PULSES = "dialogues/<slug:slug>/pulses/"

HANDOVERS: list[URLPattern] = [
    path("dialogues/<slug:slug>/participants/delegates/<int:pk>/hand-over/", seat_hand_over, name="seat_hand_over"),
    path("dialogues/<slug:slug>/participants/handovers/<int:pk>/", handover, name="handover"),
    path("dialogues/<slug:slug>/participants/<int:pk>/brief/", seat_brief, name="seat_brief"),
    path("dialogues/<slug:slug>/participants/briefs/<int:pk>.pdf", brief_pdf, name="brief_pdf"),
    path("dialogues/<slug:slug>/manage/team/<int:pk>/hand-over/", role_hand_over, name="role_hand_over"),
    path("dialogues/<slug:slug>/manage/team/brief/", team_brief, name="team_brief"),
]

SHELVES: list[URLPattern] = [
    path(PULSES, pulses, name="pulses"),
    path(f"{PULSES}ask/", pulse_ask, name="pulse_ask"),
    path(f"{PULSES}blocs/", pulse_blocs, name="pulse_blocs"),
    path(f"{PULSES}<int:pk>/", pulse, name="pulse"),
    path(f"{PULSES}<int:pk>/paper/", pulse_paper, name="pulse_paper"),
    path(f"{PULSES}<int:pk>/close/", pulse_close, name="pulse_close"),
    path(f"{PULSES}<int:pk>/links/", pulse_links, name="pulse_links"),
    path("pulse/answer/", pulse_link_answer, name="pulse_link_answer"),
    path("pulse/thanks/", pulse_link_thanks, name="pulse_link_thanks"),
    path("pulse/sheets/<int:pk>/", pulse_link_sheet, name="pulse_link_sheet"),
    path("pulse/<str:token>/", pulse_link, name="pulse_link"),
    path(SHELF, shelf, name="shelf"),
    path(f"{SHELF}add/", shelf_add, name="shelf_add"),
    path(f"{SHELF}offer/", shelf_offer, name="shelf_offer"),
    path(f"{SHELF}<int:pk>/", shelf_entry, name="shelf_entry"),
    path(f"{SHELF}<int:pk>/versions/<int:number>/", shelf_file, name="shelf_file"),
    path(f"{SHELF}<int:pk>/accept/", shelf_accept, name="shelf_accept"),
    path(f"{SHELF}<int:pk>/withhold/", shelf_withhold, name="shelf_withhold"),
    path(f"{SHELF}<int:pk>/take-back/", shelf_take_back, name="shelf_take_back"),
    path(f"{SHELF}<int:pk>/edit/", shelf_edit, name="shelf_edit"),
    path(f"{SHELF}<int:pk>/renew/", shelf_renew, name="shelf_renew"),
    path(f"{SHELF}<int:pk>/publish/", shelf_publish, name="shelf_publish"),
]

INTRODUCTIONS = "dialogues/<slug:slug>/introductions/"

DOORS: list[URLPattern] = [
    path(INTRODUCTIONS, introductions, name="introductions"),
    path(f"{INTRODUCTIONS}ask/", introduction_ask, name="introduction_ask"),
    path(f"{INTRODUCTIONS}<int:pk>/", introduction, name="introduction"),
    path(f"{INTRODUCTIONS}<int:pk>/take/", introduction_take, name="introduction_take"),
    path(f"{INTRODUCTIONS}<int:pk>/give-back/", introduction_give_back, name="introduction_give_back"),
    path(f"{INTRODUCTIONS}<int:pk>/settle/", introduction_settle, name="introduction_settle"),
    path(f"{INTRODUCTIONS}<int:pk>/next/", introduction_next, name="introduction_next"),
    path(f"{INTRODUCTIONS}<int:pk>/withdraw/", introduction_withdraw, name="introduction_withdraw"),
]

urlpatterns: list[URLPattern] = [
    *ACCESS,
    *HANDOVERS,
    *DOORS,
    *SHELVES,
    path(CONTACTS, contacts, name="contacts"),
    path(f"{CONTACTS}add/", contact_add, name="contact_add"),
    path(f"{CONTACTS}<int:pk>/", contact, name="contact"),
    path(f"{CONTACTS}<int:pk>/edit/", contact_edit, name="contact_edit"),
    path(f"{CONTACTS}<int:pk>/move/", contact_move, name="contact_move"),
    path(f"{CONTACTS}<int:pk>/seat/", contact_seat, name="contact_seat"),
    path(f"{CONTACTS}<int:pk>/remove/", contact_remove, name="contact_remove"),
    path(f"{CONTACTS}<int:pk>/log/", contact_log_add, name="contact_log_add"),
    path(f"{CONTACTS}<int:pk>/called/", contact_called, name="contact_called"),
    path(f"{CONTACTS}<int:pk>/people/add/", card_add, name="card_add"),
    path(f"{CONTACTS}people/<int:pk>/", card_edit, name="card_edit"),
    path(f"{CONTACTS}people/<int:pk>/forget/", card_forget, name="card_forget"),
    path(f"{CONTACTS}log/", contact_log, name="contact_log"),
    path(f"{CONTACTS}calls/", contact_calls, name="contact_calls"),
    path(f"{CONTACTS}import/", contact_import, name="contact_import"),
    path(f"{CONTACTS}import/take-in/", contact_take_in, name="contact_take_in"),
    path(f"{CONTACTS}<int:pk>/letter/", letter_new, name="letter_new"),
    path(LETTERS, letters, name="letters"),
    path(f"{LETTERS}<int:pk>/", letter, name="letter"),
    path(f"{LETTERS}<int:pk>/retry/", letter_retry, name="letter_retry"),
    path(f"{LETTERS}<int:pk>/letter.pdf", letter_pdf, name="letter_pdf"),
    path(f"{LETTERS}<int:pk>/letter.docx", letter_docx, name="letter_docx"),
    path(f"{LETTERS}<int:pk>/cancel/", letter_cancel, name="letter_cancel"),
    path(f"{LETTERS}<int:pk>/answer/", letter_answer, name="letter_answer"),
    path(f"{LETTERS}<int:pk>/scan/", letter_scan, name="letter_scan"),
    path(f"{LETTERS}<int:pk>/seat/", letter_seat, name="letter_seat"),
    path(f"{LETTERS}runs/new/", letter_run_new, name="letter_run_new"),
    path(f"{LETTERS}runs/<int:pk>/", letter_run, name="letter_run"),
    path(f"{LETTERS}runs/<int:pk>/retry/", letter_run_retry, name="letter_run_retry"),
    path(f"{LETTERS}runs/<int:pk>/letters.pdf", letter_run_pdf, name="letter_run_pdf"),
    path(f"{LETTERS}runs/<int:pk>/letters.zip", letter_run_zip, name="letter_run_zip"),
    path(f"{LETTERS}texts/", letter_texts, name="letter_texts"),
    path(f"{LETTERS}texts/<slug:kind>/<slug:language>/", letter_text_edit, name="letter_text_edit"),
    path(f"{LETTERS}texts/<slug:kind>/<slug:language>/back/", letter_text_reset, name="letter_text_reset"),
    path(f"{LETTERS}head/", letterhead, name="letterhead"),
    path(f"{LETTERS}head/logo/", letterhead_logo, name="letterhead_logo"),
    path(NOMINATIONS, nominations, name="nominations"),
    path(f"{NOMINATIONS}add/", nomination_add, name="nomination_add"),
    path(f"{NOMINATIONS}<int:pk>/", nomination_answer, name="nomination_answer"),
    path(f"{NOMINATIONS}<int:pk>/share/", nomination_share, name="nomination_share"),
    path(BODIES, public_bodies, name="public_bodies"),
    path(f"{BODIES}add/", public_body_add, name="public_body_add"),
    path(f"{BODIES}<int:pk>/", public_body_edit, name="public_body_edit"),
    path(f"{BODIES}<int:pk>/decide/", public_body_decide, name="public_body_decide"),
    path(MESSAGES, messages, name="messages"),
    path(f"{MESSAGES}write/", message_new, name="message_new"),
    path(f"{MESSAGES}bounds/", message_bounds, name="message_bounds"),
    path(f"{MESSAGES}<int:pk>/", message, name="message"),
    path(f"{MESSAGES}<int:pk>/seen/", message_seen, name="message_seen"),
    path(f"{MESSAGES}<int:pk>/forget/", message_forget, name="message_forget"),
    path(f"{MESSAGES}files/<int:pk>/", message_file, name="message_file"),
]

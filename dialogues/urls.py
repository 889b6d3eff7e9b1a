"""URLs of this app."""

from django.urls import URLPattern, path

from dialogues.views.appearance import appearance, delegate_appearance
from dialogues.views.deletions import deletion, deletion_cancel, deletion_report, deletions, dialogue_delete
from dialogues.views.dialogue import dialogue, dialogue_new, dialogues
from dialogues.views.erasing import delegate_erase
from dialogues.views.errands import errand_tell, errands
from dialogues.views.foreseeing import notice_preview
from dialogues.views.invitations import (
    invitation,
    invitation_answer,
    invitation_decline,
    invitation_declined,
    invitation_enter,
    invitation_mine,
    welcome,
)
from dialogues.views.inviting import (
    invitation_add,
    invitation_import,
    invitation_list,
    invitation_resend,
    invitation_revoke,
    invitation_send,
    invitation_sending,
    invitation_sending_retry,
)
from dialogues.views.manage import (
    dialogue_edit,
    dialogue_manage,
    dialogue_status,
    policy_area,
    publication,
    publication_end,
)
from dialogues.views.mandates import delegate_add, delegate_edit, mandate_add, mandate_end
from dialogues.views.notices import (
    calendar_feed,
    notice,
    notice_links,
    notice_paces,
    notice_read,
    notice_settings,
    notifications,
)
from dialogues.views.participants import delegate_list, participants, seat
from dialogues.views.phases import phase_close, phase_move, phases
from dialogues.views.rules import (
    ground_rules,
    ground_rules_agree,
    ground_rules_answer,
    ground_rules_enter,
    ground_rules_propose,
)
from dialogues.views.seats import (
    balance,
    category_need,
    group_remove,
    seat_add,
    seat_edit,
    seat_join,
    seat_leave,
)
from dialogues.views.team import role_end, role_invite, team
from dialogues.views.trail import audit_trail, reason_take_out

PLACE = "dialogues/<slug:slug>/"
MANAGE = f"{PLACE}manage/"
RULES = f"{PLACE}rules/"

PEOPLE = f"{PLACE}participants/"
SEAT = f"{PEOPLE}<int:pk>/"
INVITATIONS = f"{PEOPLE}invitations/"

PARTICIPANTS: list[URLPattern] = [
    path(PEOPLE, participants, name="participants"),
    path(f"{PEOPLE}add/", seat_add, name="seat_add"),
    path(f"{PEOPLE}balance/", balance, name="balance"),
    path(f"{PEOPLE}balance/<slug:category>/needed/", category_need, name="category_need"),
    path(f"{PEOPLE}groups/<int:pk>/remove/", group_remove, name="group_remove"),
    path(f"{PEOPLE}delegates/", delegate_list, name="delegate_list"),
    path(f"{PEOPLE}delegates/<int:pk>/", delegate_edit, name="delegate_edit"),
    path(f"{PEOPLE}delegates/<int:pk>/appearance/", delegate_appearance, name="delegate_appearance"),
    path(f"{PEOPLE}delegates/<int:pk>/erase/", delegate_erase, name="delegate_erase"),
    path(f"{PEOPLE}delegates/<int:pk>/mandate/", mandate_add, name="mandate_add"),
    path(f"{PEOPLE}mandates/<int:pk>/end/", mandate_end, name="mandate_end"),
    path(INVITATIONS, invitation_list, name="invitation_list"),
    path(f"{INVITATIONS}import/", invitation_import, name="invitation_import"),
    path(f"{INVITATIONS}send/", invitation_send, name="invitation_send"),
    path(f"{INVITATIONS}sending/<int:pk>/", invitation_sending, name="invitation_sending"),
    path(f"{INVITATIONS}sending/<int:pk>/again/", invitation_sending_retry, name="invitation_sending_retry"),
    path(f"{INVITATIONS}<int:pk>/resend/", invitation_resend, name="invitation_resend"),
    path(f"{INVITATIONS}<int:pk>/revoke/", invitation_revoke, name="invitation_revoke"),
    path(SEAT, seat, name="seat"),
    path(f"{SEAT}edit/", seat_edit, name="seat_edit"),
    path(f"{SEAT}joined/", seat_join, name="seat_join"),
    path(f"{SEAT}leave/", seat_leave, name="seat_leave"),
    path(f"{SEAT}invite/", invitation_add, name="invitation_add"),
    path(f"{SEAT}delegates/add/", delegate_add, name="delegate_add"),
    path(f"{SEAT}appearance/", appearance, name="appearance"),
    path(f"{PLACE}welcome/", welcome, name="welcome"),
    path("invitations/enter/", invitation_enter, name="invitation_enter"),
    path("invitations/answer/", invitation_answer, name="invitation_answer"),
    path("invitations/decline/", invitation_decline, name="invitation_decline"),
    path("invitations/declined/", invitation_declined, name="invitation_declined"),
    path("invitations/mine/<int:pk>/", invitation_mine, name="invitation_mine"),
    path("invitations/<str:token>/", invitation, name="invitation"),
]

NOTICES: list[URLPattern] = [
    path("notifications/", notifications, name="notifications"),
    path("notifications/<int:pk>/", notice, name="notice"),
    path("notifications/read/", notice_read, name="notice_read"),
    path("notifications/settings/", notice_paces, name="notice_paces"),
    path("notifications/links/", notice_links, name="notice_links"),
    path("notifications/calendar/<str:token>.ics", calendar_feed, name="calendar_feed"),
    path(f"{MANAGE}notices/", notice_preview, name="notice_preview"),
    path(f"{MANAGE}notices/untold/", errands, name="errands"),
    path(f"{MANAGE}notices/untold/told/", errand_tell, name="errand_tell"),
    path("notifications/settings/<str:token>/", notice_settings, name="notice_settings"),
]

urlpatterns: list[URLPattern] = [
    *PARTICIPANTS,
    *NOTICES,
    path("dialogues/", dialogues, name="dialogues"),
    path("dialogues/new/", dialogue_new, name="dialogue_new"),
    path(PLACE, dialogue, name="dialogue"),
    path(RULES, ground_rules, name="ground_rules"),
    path(f"{RULES}propose/", ground_rules_propose, name="ground_rules_propose"),
    path(f"{RULES}<int:number>/answer/", ground_rules_answer, name="ground_rules_answer"),
    path(f"{RULES}<int:number>/enter/", ground_rules_enter, name="ground_rules_enter"),
    path(f"{RULES}<int:number>/agree/", ground_rules_agree, name="ground_rules_agree"),
    path(MANAGE, dialogue_manage, name="dialogue_manage"),
    path(f"{MANAGE}settings/", dialogue_edit, name="dialogue_edit"),
    path(f"{MANAGE}status/<slug:target>/", dialogue_status, name="dialogue_status"),
    path(f"{MANAGE}policy-area/", policy_area, name="policy_area"),
    path(f"{MANAGE}phases/", phases, name="phases"),
    path(f"{MANAGE}phases/<slug:phase>/close/", phase_close, name="phase_close"),
    path(f"{MANAGE}phases/<slug:phase>/<slug:move>/", phase_move, name="phase_move"),
    path(f"{MANAGE}publication/", publication, name="publication"),
    path(f"{MANAGE}publication/end/", publication_end, name="publication_end"),
    path(f"{MANAGE}team/", team, name="team"),
    path(f"{MANAGE}team/invite/", role_invite, name="role_invite"),
    path(f"{MANAGE}team/<int:pk>/end/", role_end, name="role_end"),
    path(f"{MANAGE}delete/", dialogue_delete, name="dialogue_delete"),
    path("deletions/", deletions, name="deletions"),
    path("deletions/<int:pk>/", deletion, name="deletion"),
    path("deletions/<int:pk>/report/", deletion_report, name="deletion_report"),
    path("deletions/<int:pk>/take-back/", deletion_cancel, name="deletion_cancel"),
    path(f"{MANAGE}trail/", audit_trail, name="audit_trail"),
    path(f"{MANAGE}trail/<int:pk>/take-out/", reason_take_out, name="reason_take_out"),
]

"""URLs of this app."""

from django.urls import URLPattern, path

from dialogues.views.dialogue import dialogue, dialogue_new, dialogues
from dialogues.views.manage import (
    dialogue_edit,
    dialogue_manage,
    dialogue_status,
    policy_area,
    publication,
    publication_end,
)
from dialogues.views.phases import phase_close, phase_move, phases
from dialogues.views.rules import ground_rules, ground_rules_agree, ground_rules_answer, ground_rules_propose
from dialogues.views.team import role_end, team
from dialogues.views.trail import audit_trail

PLACE = "dialogues/<slug:slug>/"
MANAGE = f"{PLACE}manage/"
RULES = f"{PLACE}rules/"

urlpatterns: list[URLPattern] = [
    path("dialogues/", dialogues, name="dialogues"),
    path("dialogues/new/", dialogue_new, name="dialogue_new"),
    path(PLACE, dialogue, name="dialogue"),
    path(RULES, ground_rules, name="ground_rules"),
    path(f"{RULES}propose/", ground_rules_propose, name="ground_rules_propose"),
    path(f"{RULES}<int:number>/answer/", ground_rules_answer, name="ground_rules_answer"),
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
    path(f"{MANAGE}team/<int:pk>/end/", role_end, name="role_end"),
    path(f"{MANAGE}trail/", audit_trail, name="audit_trail"),
]

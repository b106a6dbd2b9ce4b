from django.urls import path

from agents import comparing_views, feedback_views, keeping_views, sharing_views, tree_views, views

app_name = "agents"
ONE = "projects/<uuid:project_id>/chat/<uuid:conversation_id>/"
urlpatterns = [
    path("projects/<uuid:project_id>/chat/", views.chat, name="chat"),
    path(ONE, views.chat, name="conversation"),
    path(f"{ONE}header/", keeping_views.header, name="header"),
    path(f"{ONE}rename/", keeping_views.rename, name="rename"),
    path(f"{ONE}pin/", keeping_views.pin, name="pin"),
    path(f"{ONE}temporary/", keeping_views.temporary, name="temporary"),
    path(f"{ONE}export/", keeping_views.export, name="export"),
    path(f"{ONE}delete/", keeping_views.delete, name="delete"),
    path(f"{ONE}share/", sharing_views.share, name="share"),
    path("projects/<uuid:project_id>/conversations/", keeping_views.history, name="history"),
    path("projects/<uuid:project_id>/conversations/delete/", keeping_views.delete_many, name="delete-many"),
    path("projects/<uuid:project_id>/conversations/restore/", keeping_views.restore, name="restore"),
    path("projects/<uuid:project_id>/shares/", sharing_views.shares, name="shares"),
    path("projects/<uuid:project_id>/comparisons/", comparing_views.comparisons, name="comparisons"),
    path("projects/<uuid:project_id>/ratings/", feedback_views.ratings, name="ratings"),
    path("messages/<uuid:message_id>/select/", tree_views.select, name="select"),
    path("messages/<uuid:message_id>/edit/", tree_views.edit, name="edit"),
    path("messages/<uuid:message_id>/regenerate/", tree_views.regenerate, name="regenerate"),
    path("messages/<uuid:message_id>/branch/", tree_views.branch_off, name="branch"),
    path("messages/<uuid:message_id>/feedback/", feedback_views.feedback, name="feedback"),
    path("comparisons/<uuid:comparison_id>/vote/", comparing_views.vote, name="vote"),
    path("shares/<str:token>/revoke/", sharing_views.revoke, name="revoke"),
    path("shared/<str:token>/", sharing_views.shared, name="shared"),
    path("runs/<uuid:run_id>/", views.answer, name="answer"),
    path("runs/<uuid:run_id>/followups/", views.followups, name="followups"),
    path("runs/<uuid:run_id>/stop/", views.stop, name="stop"),
    path("runs/<uuid:run_id>/trace/", views.trace, name="trace"),
]

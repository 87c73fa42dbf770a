"""Pages about what was written: one's own, the moderators', and the operator's word list."""

from django.urls import path

from school.discussion.views import blocks, deciding, own, queue, word_list

app_name = "discussion"
urlpatterns = [
    path("discussion/mine/", own.own, name="own"),
    path("discussion/mine/file/", own.download, name="own_file"),
    path("discussion/mine/<slug:post_id>/", own.own_post, name="own_post"),
    path("discussion/blocks/<slug:block_id>/reply/", own.reply_to_block, name="reply_to_block"),
    path("moderation/", queue.queue, name="queue"),
    path("moderation/decide/", queue.decide_many, name="decide_many"),
    path("moderation/blocks/", blocks.blocks, name="blocks"),
    path("moderation/blocks/<slug:block_id>/lift/", blocks.lift, name="lift"),
    path("moderation/posts/<slug:post_id>/", deciding.post, name="post"),
    path("moderation/posts/<slug:post_id>/block/", blocks.block_author, name="block_author"),
    path("administration/words/", word_list.words, name="words"),
    path("administration/words/new/", word_list.new_word, name="new_word"),
    path("administration/words/list/", word_list.whole_list, name="word_file"),
    path("administration/words/take/", word_list.take, name="take_words"),
    path("administration/words/<slug:word_id>/", word_list.word, name="word"),
    path("administration/words/<slug:word_id>/drop/", word_list.drop, name="drop_word"),
]

"""Addresses of finding courses, of topics and of series; part of `courses.urls`."""

from django.urls import URLPattern, path

from courses.views import catalogue, mine, search, series, topics

catalogue_patterns: list[URLPattern] = [
    path("courses/", catalogue.catalogue, name="catalogue"),
    path("courses/mine/", mine.my_courses, name="mine"),
    path("search/", search.search, name="search"),
    path("series/<slug:series_id>/", series.series, name="series"),
    path("studio/topics/", topics.topics, name="topics"),
    path("studio/topics/<slug:topic_id>/", topics.topic, name="topic"),
    path("studio/topics/<slug:topic_id>/delete/", topics.delete_topic, name="delete_topic"),
    path("studio/courses/<slug:course_id>/topics/", topics.course_topics, name="course_topics"),
    path("studio/series/", series.studio_list, name="studio_series_list"),
    path("studio/series/new/", series.new_series, name="new_series"),
    path("studio/series/<slug:series_id>/", series.studio_series, name="studio_series"),
    path("studio/series/<slug:series_id>/delete/", series.delete_series, name="delete_series"),
]

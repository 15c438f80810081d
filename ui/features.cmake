# SPDX-FileCopyrightText: The Heliograph developers
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The features that stand on app/models, relative to ui/.
set(HELIOGRAPH_UI_FEATURES
    charts/chartspanel.cpp charts/chartspanel.h
    charts/timechart.cpp charts/timechart.h
    clients/clientsdelegate.cpp clients/clientsdelegate.h
    clients/clientspanel.cpp clients/clientspanel.h
    clients/clientsummary.cpp clients/clientsummary.h
    clients/emptyclientsview.cpp clients/emptyclientsview.h
    log/bytetext.cpp log/bytetext.h
    log/columnwidths.cpp log/columnwidths.h
    log/entryfinder.cpp log/entryfinder.h
    log/entrysummary.cpp log/entrysummary.h
    log/eventdetailview.cpp log/eventdetailview.h
    log/eventlogdelegate.cpp log/eventlogdelegate.h
    log/eventlogview.cpp log/eventlogview.h
    log/eventtext.cpp log/eventtext.h
    log/exportjob.cpp log/exportjob.h
    log/jsonslice.cpp log/jsonslice.h
    log/jsontreeview.cpp log/jsontreeview.h
    log/logbar.cpp log/logbar.h
    log/logpanel.cpp log/logpanel.h
    log/plaintable.cpp log/plaintable.h
    log/rowdelegate.cpp log/rowdelegate.h
    log/tablewithlog.cpp log/tablewithlog.h
    player/blockeditor.cpp player/blockeditor.h
    player/elidedlabel.cpp player/elidedlabel.h
    player/emptyplayerview.cpp player/emptyplayerview.h
    player/glyphbutton.cpp player/glyphbutton.h
    player/playerdelegate.cpp player/playerdelegate.h
    player/playerhead.cpp player/playerhead.h
    player/playerpanel.cpp player/playerpanel.h player/playerpanelactions.cpp
    player/playertable.cpp player/playertable.h
    player/playertallytext.cpp player/playertallytext.h
    player/playertarget.cpp player/playertarget.h
    player/playertimeline.cpp player/playertimeline.h
    player/transportbar.cpp player/transportbar.h
    player/unsavedquestion.cpp player/unsavedquestion.h
    recorder/recordbutton.cpp recorder/recordbutton.h
    recorder/recorddesk.cpp recorder/recorddesk.h
    recorder/recordstrip.cpp recorder/recordstrip.h
    scenarios/noticebar.cpp scenarios/noticebar.h
    snippets/composesnippets.cpp snippets/composesnippets.h
    snippets/savesnippetpopup.cpp snippets/savesnippetpopup.h
    snippets/snippetcommands.cpp snippets/snippetcommands.h
    snippets/snippetdesk.cpp snippets/snippetdesk.h
    snippets/snippetsender.cpp snippets/snippetsender.h
    snippets/snippetspanel.cpp snippets/snippetspanel.h
    snippets/snippetstree.cpp snippets/snippetstree.h
    snippets/snippetstrip.cpp snippets/snippetstrip.h
    snippets/snippettransfer.cpp snippets/snippettransfer.h
    snippets/soundboard.cpp snippets/soundboard.h
    snippets/soundbutton.cpp snippets/soundbutton.h
    snippets/stagewindow.cpp snippets/stagewindow.h
    snippets/stripbutton.cpp snippets/stripbutton.h
    subscriptions/requestform.cpp subscriptions/requestform.h
    subscriptions/subscriptionsdelegate.cpp subscriptions/subscriptionsdelegate.h
    subscriptions/subscriptionspanel.cpp subscriptions/subscriptionspanel.h)
# QCustomPlot's header needs Qt's keywords (signals, slots, foreach).
set_source_files_properties(charts/timechart.cpp PROPERTIES
    COMPILE_OPTIONS "-UQT_NO_KEYWORDS;-UQT_NO_FOREACH")
if(HELIOGRAPH_SCRIPTING)
    list(APPEND HELIOGRAPH_UI_FEATURES
        scenarios/codeediting.cpp scenarios/codeediting.h
        scenarios/codeeditor.cpp scenarios/codeeditor.h
        scenarios/consoleview.cpp scenarios/consoleview.h
        scenarios/findbar.cpp scenarios/findbar.h
        scenarios/javascripthighlighter.cpp scenarios/javascripthighlighter.h
        scenarios/pathchips.cpp scenarios/pathchips.h
        scenarios/scenariodesk.cpp scenarios/scenariodesk.h
        scenarios/scenariodocument.cpp scenarios/scenariodocument.h
        scenarios/scenariohead.cpp scenarios/scenariohead.h
        scenarios/scenariolist.cpp scenarios/scenariolist.h
        scenarios/scenariopane.cpp scenarios/scenariopane.h
        scenarios/scenarioside.cpp scenarios/scenarioside.h
        scenarios/scenariospanel.cpp scenarios/scenariospanel.h
        scenarios/scenariotexts.cpp scenarios/scenariotexts.h)
endif()

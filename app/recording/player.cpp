// SPDX-FileCopyrightText: The Heliograph developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/recording/player.h"

namespace heliograph {

class Player::Worker : public QObject { };

Player::Player(const Clock &, Publish, QObject *parent) : QObject(parent) { }
Player::~Player() = default;
void Player::open(const QString &, RecordingReaderOptions) { }
void Player::close() { }
void Player::play() { }
void Player::pause() { }
void Player::step() { }
void Player::stop() { }
void Player::setSpeed(double) { }
void Player::setLoop(bool) { }
void Player::seekToRow(quint64) { }
void Player::seekToTime(std::chrono::microseconds) { }
void Player::setStopAt(std::optional<quint64>) { }
void Player::setEdits(const RecordingEdits &) { }
void Player::setIndex(std::shared_ptr<const RecordingIndex>) { }
void Player::acknowledge(quint64) { }

} // namespace heliograph

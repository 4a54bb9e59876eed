-- Invariant 9: nothing that waits may stand in the way of going back. The extension of a window takes no lane, so that a
-- move which comes to name the same lane can be written down.
UPDATE decision_lane n SET live = false FROM decision d
 WHERE d.id = n.decision_id AND d.kind = 'extend_rollback_window' AND n.live;

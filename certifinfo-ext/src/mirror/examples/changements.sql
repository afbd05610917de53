SELECT day, kind, certification, intitule, field, old_value, new_value
FROM changement
WHERE day >= date('now', 'start of month');

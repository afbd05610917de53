SELECT code, intitule, type_libelle
FROM certification_active
WHERE niveau = 5 AND acc_ca = 1
ORDER BY intitule, code;
